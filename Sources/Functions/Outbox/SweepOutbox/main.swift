import LambdaEvents
import LambdaRuntime
import Outbox

Lambda.serve { host in SweepOutboxHandler(outbox: try .live(on: host)) }
