extension Router {
  /// Every route of the server. A new one is a file in `Routes/` and a line here.
  init(_ services: Services, page: PageFolder?) {
    self.init(
      routes: [
        .generate(services),
        .validate(services),
        .progress(services),
        .download(services),
        .progressSocket(services),
        .taskList(services),
        .task(services),
        .deleteTask(services),
        .retryTask(services),
        .taskFiles(services),
        .taskFile(services),
        .description,
        .liveness,
        .readiness(services),
      ],
      page: page,
      allowedOrigins: services.settings.allowedOrigins
    )
  }
}
