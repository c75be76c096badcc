import ConfigGuard
import Hummingbird

/// Lets pages of these origins read the answers, and nobody else's.
struct AllowedOrigins<Context: RequestContext>: RouterMiddleware {
  let origins: Set<String>

  func handle(
    _ request: Request, context: Context,
    next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    guard let origin = request.headers[.origin], origins.contains(origin) else {
      return try await next(request, context)
    }
    let allowed = CORSMiddleware<Context>.AllowOriginExtended.custom(origin)
    return try await CORSMiddleware(allowOrigin: allowed)
      .handle(request, context: context, next: next)
  }
}

/// Answers only those who send the token; without a token, as in development, nobody.
struct BearerToken<Context: RequestContext>: RouterMiddleware {
  let token: Secret<String>?

  func handle(
    _ request: Request, context: Context,
    next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    let scheme = "Bearer "
    guard let token, let given = request.headers[.authorization], given.hasPrefix(scheme),
      token.isEqual(to: String(given.dropFirst(scheme.count)))
    else { throw HTTPError(.unauthorized) }
    return try await next(request, context)
  }
}
