import RulePacks
import Testing

@testable import ConfigGuard
@testable import ConfigLinting

@Suite struct TemplateCommentsTests {
  private static let file = """
    # Copy this file to .env, then fill in what is empty.

    # ------------------
    # Database settings
    # ------------------
    # Where the orders are kept.
    DATABASE_URL=postgres://localhost/orders
    DB_POOL=5  # connections of one process

    # Mail
    SMTP_HOST=
    SMTP_PORT=587

    # How long a session lasts,
    # in seconds.
    SESSION_TTL=3600
    export REGION=eu
    #ADMIN_EMAIL=
    # OLD_KEY=value # not read any more
    # note: a=b is no variable
    QUOTED="a # b"
    """

  private let comments = TemplateComments(SourceBytes(Self.file))

  @Test func commentsAboveOneVariableDescribeIt() {
    #expect(
      comments.descriptions == [
        "DATABASE_URL": "Where the orders are kept.", "DB_POOL": "connections of one process",
        "SESSION_TTL": "How long a session lasts, in seconds.",
        "QUOTED": "note: a=b is no variable",
      ])
  }

  @Test func titlesStandAboveSeveral() {
    #expect(comments.headings["SMTP_HOST"] == "Mail")
    #expect(comments.headings["SMTP_PORT"] == "Mail")
    #expect(comments.headings["DATABASE_URL"] == "Database settings")
  }

  @Test func variablesThatAreSwitchedOffAreFound() {
    #expect(
      comments.inactive == [
        TemplateComments.Inactive(name: "ADMIN_EMAIL", line: 18),
        TemplateComments.Inactive(name: "OLD_KEY", line: 19),
      ])
  }

  @Test func nothingComesOfNothing() {
    for text in ["", "#", "\n\n", "# \n#\n", "=\n", "#=\n", "A\n"] {
      let comments = TemplateComments(SourceBytes(text))
      #expect(comments.descriptions.isEmpty && comments.inactive.isEmpty)
    }
  }
}
