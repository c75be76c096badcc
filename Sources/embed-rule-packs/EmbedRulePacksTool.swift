import RulePacks

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Reads every pack below a folder, refuses what a rule could not run on, and writes the packs as
/// Swift source.
@main
struct EmbedRulePacksTool {
  static func main() {
    let arguments = CommandLine.arguments
    guard arguments.count == 4, let part = EmbeddedSource(rawValue: arguments[1]) else {
      fail("usage: embed-rule-packs rules|pages RULES-FOLDER OUTPUT.swift")
    }
    do throws(RulePackProblem) {
      let folder = arguments[2].hasSuffix("/") ? String(arguments[2].dropLast()) : arguments[2]
      var packs: [RulePack] = []
      for path in packPaths(below: folder) {
        packs.append(try RulePackLoader.load(read(path), path: path))
      }
      try RulePackLoader.validate(packs)
      save(part.text(of: packs), to: arguments[3])
    } catch {
      fail("error: \(NameScreen.plain.text(error.text).text)")
    }
  }

  private static func packPaths(below folder: String) -> [String] {
    guard let directory = opendir(folder) else { fail("cannot read the folder \(folder)") }
    defer { closedir(directory) }
    var paths: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard !name.hasPrefix(".") else { continue }
      let path = folder + "/" + name
      if name.hasSuffix(".yaml") {
        paths.append(path)
      } else if !name.contains(".") {
        paths += packPaths(below: path)
      }
    }
    return paths.sorted()
  }

  private static func read(_ path: String) throws(RulePackProblem) -> SourceBytes {
    guard let file = fopen(path, "rb") else { throw RulePackProblem("cannot read \(path: path)") }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = fread(&chunk, 1, chunk.count, file)
      guard count > 0 else { break }
      bytes += chunk[..<count]
    }
    return SourceBytes(bytes)
  }

  private static func save(_ text: String, to path: String) {
    guard let file = fopen(path, "wb") else { fail("cannot write \(path)") }
    var text = text
    let isWritten = text.withUTF8 { fwrite($0.baseAddress, 1, $0.count, file) == $0.count }
    guard fclose(file) == 0, isWritten else { fail("cannot write \(path)") }
  }

  private static func fail(_ message: String) -> Never {
    let line = Array((message + "\n").utf8)
    _ = write(2, line, line.count)
    exit(1)
  }
}
