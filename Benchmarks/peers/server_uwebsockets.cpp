// uWebSockets: server PORT FOLDER. Files are read once and served from memory, as the library's own examples do.
#include <sys/resource.h>

#include <cstdio>
#include <fstream>
#include <map>
#include <sstream>
#include <string>

#include "App.h"

enum class Kind { subscriber, publisher, echo };

struct Session {
  Kind kind;
  std::string topic;
};

using Behavior = uWS::App::WebSocketBehavior<Session>;

static std::string contentOf(const std::string &name) {
  std::ifstream file(name, std::ios::binary);
  std::stringstream content;
  content << file.rdbuf();
  return content.str();
}

static void serveFile(uWS::App &app, const std::string &path, const std::string &content) {
  app.get(path, [&content](auto *response, auto *) {
    auto [isSent, isWhole] = response->tryEnd(content, content.size());
    if (isSent) return;
    response->onWritable([response, &content](uintmax_t offset) {
      return response->tryEnd(std::string_view(content).substr(offset), content.size()).first;
    });
    response->onAborted([] {});
  });
}

static void tellProgress(uWS::App &app) {
  app.get("/api/progress/:id", [](auto *response, auto *request) {
    std::string content = "{\"task_id\":\"";
    content += request->getParameter(0);
    content += "\",\"progress\":42,\"total\":100,\"status\":\"running\",\"message\":\"Processing item 42 of 100\"}";
    response->writeHeader("Content-Type", "application/json")->end(content);
  });
}

static Behavior behavior(uWS::App &app, Kind kind) {
  Behavior behavior;
  behavior.compression = uWS::DISABLED;
  behavior.maxPayloadLength = 1 << 20;
  behavior.maxBackpressure = 16 << 20;
  behavior.sendPingsAutomatically = false;
  behavior.upgrade = [kind](auto *response, auto *request, auto *context) {
    std::string topic(kind == Kind::echo ? "" : request->getParameter(0));
    response->template upgrade<Session>(
      {kind, topic}, request->getHeader("sec-websocket-key"), request->getHeader("sec-websocket-protocol"),
      request->getHeader("sec-websocket-extensions"), context
    );
  };
  behavior.open = [](auto *socket) {
    auto *session = socket->getUserData();
    if (session->kind == Kind::subscriber) socket->subscribe(session->topic);
  };
  behavior.message = [&app](auto *socket, std::string_view message, uWS::OpCode opcode) {
    auto *session = socket->getUserData();
    if (session->kind == Kind::echo) socket->send(message, opcode);
    if (session->kind == Kind::publisher) app.publish(session->topic, message, uWS::OpCode::TEXT);
  };
  return behavior;
}

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  rlimit limit;
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);

  uWS::App app;
  std::map<std::string, std::string> files;
  for (auto path : {"/small.html", "/100k.js", "/4m.zip"}) {
    files[path] = contentOf(std::string(argv[2]) + path);
    serveFile(app, path, files[path]);
  }
  tellProgress(app);
  app.ws<Session>("/ws/:topic", behavior(app, Kind::subscriber));
  app.ws<Session>("/pub/:topic", behavior(app, Kind::publisher));
  app.ws<Session>("/echo", behavior(app, Kind::echo));
  app.listen("127.0.0.1", std::stoi(argv[1]), [](auto *socket) {
    if (!socket) std::exit(1);
  });
  app.run();
}
