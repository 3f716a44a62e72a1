// BullMQ: no-op jobs, and its own delay. Run by node with NODE_PATH; says one line of JSON.
const { Queue, Worker } = require("bullmq");

const [what, wish] = [process.argv[2], JSON.parse(process.argv[3])];
const address = new URL(wish.redis_url);
const connection = {
  host: address.hostname,
  port: Number(address.port),
  password: decodeURIComponent(address.password),
  maxRetriesPerRequest: null,
};
const giveUp = (error) => {
  console.error(error.message);
  process.exit(1);
};
const sleep = (milliseconds) => new Promise((done) => setTimeout(done, Math.max(0, milliseconds)));

// Seconds from the worker's start until `count` jobs that were waiting are done.
async function noop({ count, threads }) {
  const queue = new Queue("noop", { connection }).on("error", giveUp);
  for (let start = 0; start < count; start += 1000) {
    const size = Math.min(1000, count - start);
    await queue.addBulk(Array.from({ length: size }, (_, n) => ({ name: "nothing", data: { number: start + n } })));
  }
  let done = 0;
  const began = performance.now();
  const worker = new Worker("noop", async () => {}, { connection, concurrency: threads });
  await new Promise((all) => worker.on("completed", () => ++done === count && all()));
  const passed = (performance.now() - began) / 1000;
  await worker.close();
  await queue.obliterate({ force: true });
  await queue.close();
  return passed;
}

// How late each of the jobs (added at, due at; in seconds from now) began.
async function delays({ jobs }) {
  const queue = new Queue("delays", { connection }).on("error", giveUp);
  const late = [];
  let all;
  const everything = new Promise((done) => (all = done));
  const worker = new Worker("delays", async (job) => {
    late.push((Date.now() - job.data.at) / 1000);
    if (late.length === jobs.length) all();
  }, { connection, concurrency: 8 });
  await worker.waitUntilReady();
  const began = Date.now();
  for (const [added, due] of [...jobs].sort((one, other) => one[0] - other[0])) {
    await sleep(began + added * 1000 - Date.now());
    const at = began + due * 1000;
    await queue.add("due", { at }, { delay: Math.max(0, Math.round(at - Date.now())) });
  }
  await everything;
  await worker.close();
  await queue.obliterate({ force: true });
  await queue.close();
  return late;
}

({ noop, delays })[what](wish).then(
  (answer) => {
    console.log(JSON.stringify({ answer }));
    process.exit(0);
  },
  giveUp,
);
