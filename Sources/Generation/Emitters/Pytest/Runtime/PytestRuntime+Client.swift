extension PytestRuntime {
  /// `assay_runtime/client.py`: sending, checking, resources.
  static let client = #"""
    """The HTTP client of the tests: sends cases to BASE_URL and checks what comes back."""

    import socket
    import time
    from contextlib import contextmanager
    from urllib.parse import urlsplit

    import pytest
    import requests
    from requests.structures import CaseInsensitiveDict

    from assay_runtime import answer as answers
    from assay_runtime.cases import Case, read_data
    from assay_runtime.credentials import masked, secrets
    from assay_runtime.expectations import Fault, find_faults
    from assay_runtime.head import content_after_head
    from assay_runtime.report import failure_report
    from assay_runtime.request import build
    from assay_runtime.schemas import Schemas
    from assay_runtime.settings import DATA, MissingCredentials

    RETRIES_MAX = 3
    RETRY_WAIT_SECONDS_MAX = 30


    def check_reachable(settings):
        """Ends the run with one message, rather than one a test, when nobody listens."""
        if requests.utils.get_environ_proxies(settings.base_url):
            return
        target = urlsplit(settings.base_url)
        address = target.hostname, target.port or (443 if target.scheme == "https" else 80)
        try:
            socket.create_connection(address, settings.timeout_seconds).close()
        except OSError as error:
            pytest.exit(
                f"Cannot connect to BASE_URL={settings.base_url}: {error}. "
                "Start the server, or set BASE_URL to where it runs.",
                returncode=3,
            )


    class Client:
        """One for the whole run. Cookies of answers are not kept: every case stands alone."""

        def __init__(self, settings, schemes):
            self.settings = settings
            self._schemes = schemes
            self._schemas = Schemas(DATA / "schemas.json")
            self._session = requests.Session()

        def close(self):
            self._session.close()

        def check(self, case, **resources):
            """Sends a case; fails the test with a report when an expectation is not met.

            `resources` are ids from fixtures: they replace the `{names}` in the case's path.
            """
            __tracebackhide__ = True
            credentials = self._credentials(case.request)
            answer = self._exchange(case, resources, credentials)
            self._report(
                case, resources, credentials, answer, find_faults(case, answer, self._schemas)
            )
            return answer

        @contextmanager
        def created(self, name, **resources):
            """Creates a resource of `data/resources.json`, gives its id, removes it afterwards."""
            __tracebackhide__ = True
            data = read_data("resources")[name]
            case = Case(
                name, f"{data['operation']} for {name}", data["operation"], "", data["request"]
            )
            credentials = self._credentials(case.request)
            answer = self._exchange(case, resources, credentials)
            if answer.status >= 500:
                self._report(case, resources, credentials, answer, [Fault("the server failed")])
            value = answers.identifier(answer, data["pointer"])
            if value is None:
                pytest.skip(
                    f"{case.operation} answered {answer.status} without a {name} "
                    f"at {data['pointer'] or '/'}, so there is nothing to test with"
                )
            yield value
            if "clean_up" in data:
                self._clean_up(data["clean_up"], {**resources, name: value})

        def _clean_up(self, data, resources):
            # Best effort: the test may have removed the resource itself.
            case = Case("", "", data["operation"], "", data["request"])
            try:
                self._exchange(case, resources, self._credentials(case.request))
            except (pytest.skip.Exception, pytest.fail.Exception):
                pass

        def _credentials(self, request):
            credentials = []
            for name in request.get("security", []):
                if name not in self._schemes:
                    pytest.skip(f"auth.py has no function for the security scheme {name!r}")
                try:
                    credentials.append(self._schemes[name](self.settings))
                except MissingCredentials as error:
                    pytest.skip(str(error))
            return credentials

        def _report(self, case, resources, credentials, answer, faults):
            __tracebackhide__ = True
            if faults:
                shown = build(self.settings.base_url, case.request, resources, masked(credentials))
                report = failure_report(case, shown, answer, faults, secrets(credentials))
                pytest.fail(report, pytrace=False)

        def _exchange(self, case, resources, credentials):
            """The answer to a case; after a 429 it waits and asks again, a few times."""
            __tracebackhide__ = True
            request = build(self.settings.base_url, case.request, resources, credentials)
            answer = self._send(request, case.operation)
            for _ in range(RETRIES_MAX):
                if answer.status != 429 or "429" in case.expect.get("status", []):
                    break
                time.sleep(min(answers.retry_after_seconds(answer), RETRY_WAIT_SECONDS_MAX))
                answer = self._send(request, case.operation)
            return answer

        def _send(self, request, operation):
            __tracebackhide__ = True
            where = f"{operation}: no answer from BASE_URL={self.settings.base_url}"
            try:
                return self._transmit(request)
            except requests.exceptions.SSLError as error:
                reason = (
                    f"{where}: {error}\nSet VERIFY_TLS to a file of CA certificates or to false."
                )
            except requests.exceptions.Timeout:
                reason = f"{where} within TIMEOUT={self.settings.timeout_seconds:g} seconds"
            except requests.exceptions.RequestException as error:
                reason = f"{where}: {error}"
            except ValueError as error:
                pytest.skip(f"{operation}: this client cannot send the request: {error}")
            pytest.fail(reason, pytrace=False)

        def _transmit(self, request):
            try:
                return self._transmit_once(request)
            except (requests.exceptions.SSLError, requests.exceptions.Timeout):
                raise
            except requests.exceptions.ConnectionError:
                # The server may have closed an idle connection just then: once more on a new one.
                return self._transmit_once(request)

        def _transmit_once(self, request):
            # Filled by hand: preparing it would re-quote the path, add fields and read ~/.netrc.
            prepared = requests.PreparedRequest()
            prepared.method, prepared.url, prepared.body = request.method, request.url, request.body
            # http.client writes fields as Latin-1; this way their bytes on the wire are UTF-8.
            prepared.headers = CaseInsensitiveDict(
                {name: value.encode().decode("latin-1") for name, value in request.headers.items()}
            )
            options = self._session.merge_environment_settings(
                request.url, {}, True, self.settings.verify_tls, None
            )
            # Past the session, which would read and follow redirects on its own account.
            adapter = self._session.get_adapter(request.url)
            timeout = self.settings.timeout_seconds
            with adapter.send(prepared, timeout=timeout, **options) as response:
                answer = answers.read(response)
            if request.method == "HEAD" and not options["proxies"]:
                answer.content = content_after_head(request, self.settings.verify_tls)
            return answer

    """#
}
