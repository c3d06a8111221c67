/// The small files around the tests: how to install, configure and run them.
enum PytestProject {
  static let requirements = """
    pytest>=7.4,<10
    requests>=2.31,<3
    jsonschema>=4.17.3,<5

    """

  /// For whoever edits the suite: makes this folder the root, whatever folder ruff is run in.
  static let linter = """
    line-length = 100
    target-version = "py39"

    """

  static func configuration(_ markers: [PytestMarkers.Marker]) -> String {
    let lines = markers.sorted { $0.name < $1.name }.map { marker in
      "    \(marker.name): \(plain(marker.description))\n"
    }
    return """
      [pytest]
      minversion = 7.4
      testpaths = tests
      pythonpath = .
      addopts = --strict-markers -ra
      filterwarnings =
          ignore:Unverified HTTPS request
      markers =
          case_id(id): the stable id of the case, as manifest.json lists it
      \(lines.joined())
      """
  }

  static func environmentExample(_ suite: Suite) -> String {
    let special = suite.securitySchemes.flatMap { scheme in
      SecurityVariables.names(of: scheme, in: suite.securitySchemes).dropLast()
        .map {
          "# Instead of the general one, for the security scheme \(plain(scheme.name)).\n\($0)=\n"
        }
    }
    return """
      # Copy to .env and fill in, or export the same names; what is exported wins.

      # The server to test.
      \(TargetServer.warning(for: suite).map { "# \(PlainText.line($0, characterCountMax: 400))\n" } ?? "")\
      BASE_URL=\(PlainText.line(TargetServer.example(for: suite), characterCountMax: 2_048))

      # Bearer token, API key, user name and password; a test that lacks one is skipped.
      # Many systems export a USERNAME of their own: then export the one for the tests.
      API_TOKEN=
      API_KEY=
      USERNAME=
      PASSWORD=
      \(special.joined())
      # Seconds to wait for an answer.
      TIMEOUT=30

      # true, false, or a file of CA certificates.
      VERIFY_TLS=true

      """
  }

  static func readme(_ plan: PytestPlan, of suite: Suite) -> String {
    let files = plan.groups.map { group in
      let title = Markdown.cell(group.title, characterCountMax: 60)
      return "| `tests/test_\(group.slug).py` | \(title) | \(group.caseCount) | "
        + "\(group.lifecycles.count) |\n"
    }
    return """
      # The suite for pytest

      ```sh
      pip install -r requirements.txt
      export BASE_URL=\(ShellText.word(TargetServer.example(for: suite)))
      pytest
      ```

      Python 3.9 or newer. Variables may also stand in a file `.env`: copy `.env.example`.

      | to run | type |
      |---|---|
      | what matters most | `pytest -m "p0 or p1"` |
      | valid requests only | `pytest -m positive` |
      | nothing that deletes what the suite did not create | `pytest -m "not destructive"` |
      | one technique | `pytest -m N01` |
      | one case | `pytest --case <id>` |
      | a report for a build server | `pytest --junitxml=report.xml` |
      | undocumented client errors as failures | `pytest -W error::assay_runtime.UndocumentedStatus` |

      Cases are data: `data/<group>.json` holds requests and expectations, `data/resources.json` what
      fixtures create, `data/schemas.json` the schemas of all answers. `auth.py` says where
      credentials come from, `assay_runtime/` sends and checks.

      | file | about | cases | lifecycles |
      |---|---|---:|---:|
      \(files.joined())
      """
  }

  /// Words that an INI parser cannot take for anything else.
  private static func plain(_ text: String) -> String {
    let line = PlainText.line(text, characterCountMax: 60)
    return String(String.UnicodeScalarView(line.unicodeScalars.filter { $0 != "#" && $0 != ";" }))
  }
}
