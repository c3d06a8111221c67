import JSONSchema
import Testing

@testable import Generation

@Suite struct PytestEmitterTests {
  @Test func `gives the same files for the same suite`() {
    #expect(PytestEmitter().emit(ExampleSuite.value) == PytestEmitter().emit(ExampleSuite.value))
  }

  @Test func `runs every case in exactly one file`() {
    let ids = PytestEmitter().emit(HostileSuite.value).flatMap(\.caseIDs)
    #expect(ids.count == HostileSuite.value.caseCount)
    #expect(Set(ids).count == ids.count)
  }

  @Test func `gives hostile names short ASCII paths that can be archived`() throws {
    let files = PytestEmitter().emit(HostileSuite.value)
    for file in files {
      #expect(file.path.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
      #expect((file.path.split(separator: "/").last?.count ?? 0) <= 80)
    }
    #expect(throws: Never.self) { try ZIPWriter.archive(files) }
  }

  @Test func `writes sources of visible characters only`() {
    for file in PytestEmitter().emit(HostileSuite.value) where file.path.hasSuffix(".py") {
      for scalar in String(decoding: file.content, as: UTF8.self).unicodeScalars {
        let category = scalar.properties.generalCategory
        #expect(scalar == "\n" || (category != .control && category != .format), "\(file.path)")
      }
    }
  }

  @Test func `keeps every digit of a number`() throws {
    let file = try #require(
      PytestEmitter().emit(ExampleSuite.value).first { $0.path == "pytest/data/pets.json" }
    )
    let text = String(decoding: file.content, as: UTF8.self)
    #expect(text.contains("90071992547409931234567890"))
    #expect(text.contains("12.10"))
  }

  @Test(.enabled(if: ExternalTool.exists("python3")))
  func `writes Python that compiles and data that matches it, whatever the names`() throws {
    // Besides compiling: no statement that is not ours, each test's data is there, every marker that
    // a test carries is registered.
    let script = """
      import ast, configparser, json, pathlib, re, sys
      root = pathlib.Path(sys.argv[1])
      ini = configparser.RawConfigParser()
      ini.read(root / "pytest.ini", encoding="utf-8")
      markers = set(re.findall(r"^(\\w+)(?:\\(id\\))?: ", ini["pytest"]["markers"], re.M))
      names, used = set(), {"parametrize"}
      for path in sorted(root.rglob("*.py")):
          tree = ast.parse(path.read_text(encoding="utf-8"))
          if path.parent.name != "tests":
              continue
          data = json.loads((root / "data" / (path.stem[5:] + ".json")).read_text(encoding="utf-8"))
          functions = [n for n in tree.body if isinstance(n, ast.FunctionDef)]
          others = [type(n).__name__ for n in tree.body if not isinstance(n, ast.FunctionDef)]
          assert others in (["Expr", "Import", "ImportFrom", "Assign"], ["Expr", "Import", "ImportFrom"])
          assert len(functions) == len(data["cases"]) + len(data["lifecycles"])
          for function in functions:
              assert function.name not in names, function.name
              assert len(function.name) <= 110, function.name
              names.add(function.name)
              for call in function.decorator_list:
                  used.add((call.func if isinstance(call, ast.Call) else call).attr)
          for cases in data["cases"].values():
              for case in cases:
                  used.update(case["markers"])
      assert used - {"parametrize"} <= markers, used - markers
      assert not markers & {"skip", "xfail", "parametrize"}
      print(len(names))
      """
    try TemporaryFolder.use { folder in
      for file in PytestEmitter().emit(HostileSuite.value) {
        try folder.write(file.content, to: file.path)
      }
      let root = folder.path(of: "pytest")
      let compiled = try ExternalTool.run("python3", ["-m", "compileall", "-q", root])
      #expect(compiled.status == 0, "\(compiled.output)")
      let checked = try ExternalTool.run("python3", ["-X", "utf8", "-c", script, root])
      #expect(checked.output == "\(HostileSuite.texts.count * 3)\n")
    }
  }
}
