import ConfigGuard
import ConfigLinting
import RulePacks
import Testing

@Suite("Variables that JavaScript reads")
struct JavaScriptReadTests {
  @Test("the ways of Node, Deno, Bun and bundlers")
  func ways() {
    ReadTable(
      .javascript,
      [
        ("process.env.A", ["A"]),
        ("process.env['A'] ?? \"d\"", ["A=d"]),
        ("process.env.A || 'changeme'", ["A=changeme"]),
        ("process.env.A\n  || 'd'", ["A=d"]),
        ("process.env.A ||= 'd'", ["A=d"]),
        ("process.env.A!", ["A!"]),
        ("process.env.A as string", ["A"]),
        ("process.env.A ?? (() => { throw 1 })()", ["A"]),
        ("const { A, B = 'd', C: c = 'e', ...rest } = process.env;", ["A", "B=d", "C=e"]),
        ("Number(process.env.A || 3000)", ["A=3000:int"]),
        ("parseInt(process.env.A ?? '10', 10)", ["A=10:int"]),
        ("(process.env.A || 'a,b').split(',')", ["A=a,b:list"]),
        ("process.env.A === 'true'", ["A:bool"]),
        ("!!process.env.A", ["A:bool"]),
        ("process.env.A ? process.env.A : 'd'", ["A", "A=d"]),
        ("process.env.A || process.env.B || 'd'", ["A", "B=d"]),
        ("globalThis.process.env.A", ["A"]),
        ("import.meta.env.VITE_A; import.meta.env.MODE", ["VITE_A"]),
        ("Deno.env.get('A') ?? 'd'; Bun.env.B", ["A=d", "B"]),
        ("import { env } from 'node:process';\nenv.A", ["A"]),
        ("const env: Env = process.env;\nenv.A || 'd'", ["A=d"]),
        ("'A' in process.env", ["A?"]),
        ("getEnv('A_B', 'd'); requireEnv('C_D')", ["A_B=d", "C_D!"]),
      ]
    ).check()
  }

  @Test("text, regular expressions, templates and markup")
  func lexing() {
    ReadTable(
      .javascript,
      [
        ("// process.env.A", []),
        ("/* process.env.A */", []),
        ("'process.env.A' + \"process.env.B\"", []),
        ("`process.env.A ${process.env.B ?? `x${process.env.C}`} process.env.D`", ["B", "C"]),
        ("const r = /[\"'`/]/g; process.env.A", ["A"]),
        ("x = a / b; y = \"c\" / process.env.A", ["A"]),
        ("return /'/.test(process.env.A)", ["A"]),
        ("<p>don't {process.env.A}</p>", ["A"]),
        ("<br /> ; <a href={x}/> ; process.env.A", ["A"]),
        ("process.env.A || 'http://' + host", ["A"]),
        ("process.env.A || `http://${host}`", ["A"]),
        ("process.env.A = 'x'; delete process.env.B", []),
        ("process.env.A == 'x'", ["A"]),
        ("process.env[name] || 'd'", []),
        ("process.env.hasOwnProperty('A')", []),
        ("this.env.A; env.B", []),
        ("'unclosed\nprocess.env.A", ["A"]),
      ]
    ).check()
  }

  @Test("only what stands between a component's script tags is a program")
  func component() {
    let text = "<p>it's process.env.A</p>\n<script setup lang=\"ts\">\nprocess.env.B\n</script>\n"
    let read = SourceCodeReader.read(SourceBytes(text), as: .javascript, isComponent: true)
    #expect(read.reads.map(\.name) == ["B"])
  }
}
