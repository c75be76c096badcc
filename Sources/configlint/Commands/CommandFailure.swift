import ConfigGuard
import ConfigLinting
import RulePacks

/// Why a command could not do what it was asked; the process ends with 2.
struct CommandFailure: Error {
  let text: ReportText

  init(_ text: ReportText) { self.text = text }

  /// Runs a command; what it could not do is said on standard error, and it ends with 2.
  @discardableResult
  static func reported<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let failure as CommandFailure {
      Output.error(failure.text)
    } catch let error as ContractError {
      Output.error(error)
    }
    throw ExitStatus.failed
  }

  /// Where git and all relative paths are looked for.
  static func environment() throws(CommandFailure) -> GitEnvironment {
    do throws(SystemError) {
      return try GitEnvironment.current()
    } catch {
      throw CommandFailure("the working directory cannot be read: \(prose: error.text)")
    }
  }
}
