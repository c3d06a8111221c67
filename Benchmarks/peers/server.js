// Node's http with ws: node server.js PORT FOLDER. NODE_PATH names the folder that holds ws.
'use strict';

const fs = require('fs');
const http = require('http');
const path = require('path');
const { WebSocketServer } = require('ws');

const [port, folder] = process.argv.slice(2);
const topics = new Map();

function followers(topic) {
  if (!topics.has(topic)) topics.set(topic, new Set());
  return topics.get(topic);
}

function tellProgress(task, response) {
  const values = { task_id: task, progress: 42, total: 100, status: 'running', message: 'Processing item 42 of 100' };
  const content = JSON.stringify(values);
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': content.length });
  response.end(content);
}

function sendFile(name, response) {
  fs.stat(name, (error, status) => {
    if (error || !status.isFile()) {
      response.writeHead(404);
      response.end();
      return;
    }
    response.writeHead(200, { 'Content-Type': 'application/octet-stream', 'Content-Length': status.size });
    fs.createReadStream(name).pipe(response);
  });
}

const server = http.createServer((request, response) => {
  if (request.url.startsWith('/api/progress/')) tellProgress(request.url.slice(14), response);
  else sendFile(path.join(folder, path.normalize(request.url)), response);
});

new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (socket, request) => {
  const [, kind, topic] = request.url.split('/');
  socket.on('error', () => {});
  if (kind === 'ws') {
    followers(topic).add(socket);
    socket.on('close', () => followers(topic).delete(socket));
  } else if (kind === 'pub') {
    socket.on('message', (message) => {
      for (const follower of followers(topic)) follower.send(message, { binary: false });
    });
  } else {
    socket.on('message', (message, binary) => socket.send(message, { binary }));
  }
});

server.listen(Number(port), '127.0.0.1', 4096);
