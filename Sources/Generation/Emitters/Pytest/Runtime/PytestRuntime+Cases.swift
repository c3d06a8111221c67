extension PytestRuntime {
  /// `assay_runtime/cases.py`: test cases read from the data files.
  static let cases = #"""
    """Test cases as data: `data/<group>.json` holds them, apart from the test code."""

    from dataclasses import dataclass, field
    from functools import cache

    import pytest

    from assay_runtime import exact_json
    from assay_runtime.settings import DATA


    @dataclass(frozen=True)
    class Case:
        """One request and what decides pass or fail."""

        id: str
        title: str
        operation: str
        why: str
        request: dict
        expect: dict = field(default_factory=dict)
        # The documented answers of the operation: status, media types, schema, headers.
        answers: list = field(default_factory=list)


    def load_cases(group):
        """The cases of a group: test name -> pytest parameters with their ids and markers."""
        document = read_data(group)
        return {
            test: [
                pytest.param(
                    _case(document, data),
                    id=data["name"],
                    marks=[
                        *(getattr(pytest.mark, marker) for marker in data["markers"]),
                        pytest.mark.case_id(data["id"]),
                    ],
                )
                for data in cases
            ]
            for test, cases in document["cases"].items()
        }


    def load_steps(group, lifecycle_id):
        """The steps of a lifecycle, in order; each is a case of its own."""
        document = read_data(group)
        lifecycle = document["lifecycles"][lifecycle_id]
        shared = {"id": lifecycle_id, "why": lifecycle["why"]}
        return [_case(document, {**shared, **step}) for step in lifecycle["steps"]]


    @cache
    def read_data(name):
        return exact_json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


    def _case(document, data):
        return Case(
            id=data["id"],
            title=data["title"],
            operation=data["operation"],
            why=data["why"],
            request=data["request"],
            expect=data["expect"],
            answers=document["answers"].get(data["expect"].get("answers"), []),
        )

    """#
}
