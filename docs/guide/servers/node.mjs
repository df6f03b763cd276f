// One room: every message goes to everyone who is connected, the sender too.
// npm install ws@8, then: PORT=8080 ORIGINS=https://app.example node node.mjs
import { createServer } from "node:http";
import { WebSocket, WebSocketServer } from "ws";

const port = Number(process.env.PORT ?? 8080);
const origins = (process.env.ORIGINS ?? "http://127.0.0.1:9160,http://localhost:9160").split(",");

const server = createServer((request, response) => response.writeHead(426).end("WebSocket only\n"));
const room = new WebSocketServer({ noServer: true, maxPayload: 1024 * 1024 });

// Refuse here, before there is a socket. No Origin means no browser: the tools of this guide may in.
server.on("upgrade", (request, socket, head) => {
  socket.on("error", () => socket.destroy());
  const { origin } = request.headers;
  if (origin !== undefined && !origins.includes(origin)) {
    socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    return;
  }
  room.handleUpgrade(request, socket, head, (client) => room.emit("connection", client));
});

room.on("connection", (client) => {
  client.isAlive = true;
  client.on("pong", () => (client.isAlive = true));
  // Without this listener one bad frame ends the whole process.
  client.on("error", (error) => console.error(error.message));
  client.on("message", (data, isBinary) => {
    for (const other of room.clients) {
      if (other.readyState !== WebSocket.OPEN) continue;
      // Whoever does not read is cut off: the rest of the room does not wait, and this process does not hoard.
      if (other.bufferedAmount > 16 * 1024 * 1024) other.terminate();
      else other.send(data, { binary: isBinary });
    }
  });
});

// A ping every 30 s; who has not answered the last one is gone.
const heartbeat = setInterval(() => {
  for (const client of room.clients) {
    if (!client.isAlive) {
      client.terminate();
      continue;
    }
    client.isAlive = false;
    client.ping();
  }
}, 30_000);

// Stopping: no new connections, 1001 to those there are, and 5 s to answer.
for (const signal of ["SIGTERM", "SIGINT"]) {
  process.once(signal, () => {
    clearInterval(heartbeat);
    server.close(() => process.exit(0));
    for (const client of room.clients) client.close(1001, "server stops");
    setTimeout(() => process.exit(0), 5_000).unref();
  });
}

server.listen(port, "127.0.0.1", () => console.log(`listening on ws://127.0.0.1:${server.address().port}/`));
