import APIGateway
import LambdaRuntime
import Platform
import Service

Lambda.serve { host in RefuseRouteHandler(routes: try DocumentedRoutes(.live(on: host)), log: host.log) }
