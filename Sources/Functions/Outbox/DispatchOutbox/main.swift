import LambdaEvents
import LambdaRuntime
import Outbox

Lambda.serve { host in DispatchOutboxHandler(outbox: try .live(on: host)) }
