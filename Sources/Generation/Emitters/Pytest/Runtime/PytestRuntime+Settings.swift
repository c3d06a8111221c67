extension PytestRuntime {
  /// `assay_runtime/settings.py`: the environment.
  static let settings = #"""
    """What the environment says; `.env.example` lists every variable."""

    import os
    from pathlib import Path
    from urllib.parse import urlsplit

    ROOT = Path(__file__).resolve().parent.parent
    DATA = ROOT / "data"


    class SettingsError(Exception):
        """A variable that cannot be used, with what would be right."""


    class MissingCredentials(Exception):
        """A request needs a credential that the environment does not give."""


    class Settings:
        """The environment; a `.env` file beside pytest.ini fills in what is not set there."""

        def __init__(self, default_base_url="", documented_server="", environment=None):
            file = read_env_file(ROOT / ".env") if environment is None else {}
            self._environment = {**file, **(os.environ if environment is None else environment)}
            self.base_url, self.base_url_source = self._base_url(default_base_url, file)
            if not self.base_url:
                raise SettingsError(unset_base_url(documented_server))
            if not self.base_url.startswith(("http://", "https://")):
                raise SettingsError(
                    "BASE_URL must be the URL of the server to test, for example "
                    f"http://127.0.0.1:8000; it is {self.base_url!r}."
                )
            self.timeout_seconds = self._timeout()
            self.verify_tls = self._verify_tls()

        def credential(self, *names):
            """The first of these variables that is set; raises MissingCredentials when none is."""
            for name in names:
                if self._environment.get(name):
                    return self._environment[name]
            raise MissingCredentials(f"set {' or '.join(names)} to run this test")

        def _base_url(self, default, file):
            value = self._environment.get("BASE_URL")
            if not value:
                return default.rstrip("/"), "the default of this suite"
            is_from_file = "BASE_URL" in file and not os.environ.get("BASE_URL")
            return value.rstrip("/"), ".env" if is_from_file else "from the environment"

        def _timeout(self):
            text = self._environment.get("TIMEOUT") or "30"
            try:
                seconds = float(text)
            except ValueError:
                seconds = 0.0
            if not 0 < seconds < 86_400:
                raise SettingsError(f"TIMEOUT must be a number of seconds above 0; it is {text!r}.")
            return seconds

        def _verify_tls(self):
            text = self._environment.get("VERIFY_TLS") or "true"
            known = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
            if text.lower() in known:
                return known[text.lower()]
            if not Path(text).exists():
                raise SettingsError(
                    f"VERIFY_TLS must be true, false or a file of CA certificates; it is {text!r}."
                )
            return text


    def unset_base_url(documented_server):
        """Why a run stops rather than call a server that nobody asked it to call."""
        path = urlsplit(documented_server).path
        message = (
            "BASE_URL is not set, so there is no server to test. Set it, for example "
            f"BASE_URL=http://127.0.0.1:8000{path}."
        )
        if "://" in documented_server:
            message += (
                f" The document names {documented_server}: set BASE_URL to that only if tests may"
                " create, change and delete data there."
            )
        return message


    def read_env_file(path):
        """`NAME=value` lines; blank lines and `#` comments are skipped, outer quotes removed."""
        values = {}
        if path.exists():
            for line in path.read_text(encoding="utf-8").splitlines():
                name, separator, value = line.partition("=")
                name = name.strip()
                if separator and not name.startswith("#"):
                    value = value.strip()
                    if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
                        value = value[1:-1]
                    values[name] = value
        return values

    """#
}
