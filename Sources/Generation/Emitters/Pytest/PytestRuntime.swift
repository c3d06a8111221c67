/// The Python package that the generated tests stand on; the same in every suite.
///
/// Python 3.9 or newer with requests and jsonschema. Its files are literals because the binary must
/// stay a single file that can be moved anywhere.
enum PytestRuntime {
  /// Path inside the output's folder → text.
  static let files = [
    ("assay_runtime/__init__.py", package),
    ("assay_runtime/answer.py", answer),
    ("assay_runtime/cases.py", cases),
    ("assay_runtime/client.py", client),
    ("assay_runtime/content.py", content),
    ("assay_runtime/credentials.py", credentials),
    ("assay_runtime/ecma_patterns.py", patterns),
    ("assay_runtime/exact_json.py", exactJSON),
    ("assay_runtime/expectations.py", expectations),
    ("assay_runtime/formats.py", formats),
    ("assay_runtime/head.py", head),
    ("assay_runtime/report.py", report),
    ("assay_runtime/request.py", request),
    ("assay_runtime/schemas.py", schemas),
    ("assay_runtime/settings.py", settings),
  ]
}
