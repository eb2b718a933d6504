import { parseArgs } from 'node:util'
import { manners, TestGateway } from './simulation/local-gateway.ts'

const HELP = `npm run gateway -- [--port 8090] [--secret TEXT] [--manner ${manners.join(' | ')}]
A gateway that calls nobody: it prints what it is given, numbers cut short. Start Vigie with
VIGIE_GATEWAY=http://127.0.0.1:8090/messages VIGIE_GATEWAY_INSIDE=1 VIGIE_GATEWAY_SECRET=… VIGIE_PUBLIC_URL=http://localhost:8080`

/** The test gateway by itself, to see what a real one would be given. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '8090' },
      secret: { type: 'string', default: 'a-secret-for-tests' },
      manner: { type: 'string', default: 'answers' },
      help: { type: 'boolean' },
    },
  })
  const manner = manners.find((one) => one === values.manner)
  if (values.help || manner === undefined || !/^\d{1,5}$/.test(values.port)) {
    process.stdout.write(`${HELP}\n`)
    process.exitCode = values.help ? 0 : 2
    return
  }
  const gateway = new TestGateway(values.secret, ({ channel, to, text }) =>
    process.stdout.write(`${channel.padEnd(5)} ${to.slice(0, 2)}…${to.slice(-2)}  ${text}\n`),
  )
  if (manner !== 'answers') gateway.manners.push(...Array.from({ length: 1_000 }, () => manner))
  process.stdout.write(`The test gateway listens at ${await gateway.listen(Number(values.port))}\n`)
}

main().catch((error) => {
  process.stderr.write(`The test gateway cannot start. ${error.message}\n`)
  process.exit(1)
})
