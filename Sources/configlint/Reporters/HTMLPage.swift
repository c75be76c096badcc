import ConfigGuard

/// The frame of a page that needs nothing else, and may load and send nothing.
struct HTMLPage {
  let title: String
  let style: Markup
  /// What makes the page handier; it says all without.
  var script: Markup?
  let body: Markup

  var text: String {
    let program = script.map { "<script>\($0)</script>\n" as Markup }
    let page: Markup = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="referrer" content="no-referrer">
      <meta http-equiv="Content-Security-Policy" content="\(policy)">
      <title>\(title)</title>
      <style>\(style)</style>
      </head>
      <body>
      \(body)
      \(program)</body>
      </html>

      """
    return page.text
  }

  /// Nothing runs and nothing is drawn but what the hashes stand for.
  private var policy: Markup {
    let program = script.map { "; script-src '\(Self.hash(of: $0))'" as Markup }
    return """
      default-src 'none'; style-src '\(Self.hash(of: style))'\(program); base-uri 'none'; \
      form-action 'none'
      """
  }

  private static func hash(of text: Markup) -> Markup {
    "sha256-\(Base64.encode(SHA256.digest(Array(text.text.utf8))))"
  }
}
