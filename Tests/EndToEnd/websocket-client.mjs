// Speaks WebSocket by what Node has built in: node websocket-client.mjs echo|read ADDRESS
// echo: sends messages, compares what comes back, closes. read: prints every message. Both print how it ended.

const [kind, address] = process.argv.slice(2);
const messages = ['', 'a', 'žluťoučký 😀 '.repeat(500), 'x'.repeat(200_000), Buffer.from([0, 255, 128]), Buffer.alloc(70_000, 7)];
const socket = new WebSocket(address);
socket.binaryType = 'arraybuffer';
let received = 0;

function sendNext() {
  if (received === messages.length) socket.close(4001, 'enough');
  else socket.send(messages[received]);
}

socket.addEventListener('open', () => {
  if (kind === 'echo') sendNext();
});
socket.addEventListener('message', (event) => {
  if (kind === 'read') return console.log(event.data);
  const sent = messages[received];
  const isSame = typeof sent === 'string' ? event.data === sent : sent.equals(Buffer.from(event.data));
  if (!isSame) throw new Error(`message ${received} came back as another`);
  received += 1;
  sendNext();
});
socket.addEventListener('close', (event) => console.log(`closed ${event.code} ${event.wasClean} ${received}`));
socket.addEventListener('error', () => process.exit(1));
