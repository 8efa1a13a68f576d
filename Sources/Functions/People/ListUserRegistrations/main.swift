import APIGateway
import LambdaRuntime
import People

Lambda.serve { host in ListUserRegistrationsHandler(registrations: try .live(on: host)) }
