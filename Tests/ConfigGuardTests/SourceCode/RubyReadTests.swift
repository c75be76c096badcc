import ConfigGuard
import ConfigLinting
import Testing

@Suite("Variables that Ruby and PHP read")
struct RubyReadTests {
  @Test("Ruby")
  func ruby() {
    ReadTable(
      .ruby,
      [
        ("ENV['A']", ["A"]),
        ("ENV[\"A\"] || 'changeme'", ["A=changeme"]),
        ("ENV.fetch('A')", ["A!"]),
        ("ENV.fetch('A', 'd')", ["A=d"]),
        ("ENV.fetch('A', nil)", ["A"]),
        ("ENV.fetch('A') { 'd' }", ["A=d"]),
        ("ENV.fetch('A') { raise 'no' }", ["A!"]),
        ("ENV.fetch 'A', 'd'", ["A=d"]),
        ("ENV['A'].presence || 'd'", ["A=d"]),
        ("ENV['A'] ||= 'd'", ["A=d"]),
        ("ENV['A'].to_i", ["A:int"]),
        ("Integer(ENV.fetch('A', 5))", ["A=5:int"]),
        ("ENV['A'] == 'true'", ["A:bool"]),
        ("ENV.key?('A')", ["A?"]),
        ("\"x #{ENV['A'] || 'd'} ENV['B']\"", ["A=d"]),
        ("x = <<~T + ENV['A']\n it's #{ENV['B']} ENV['C']\nT\nENV['D']", ["A", "B", "D"]),
        ("x = %w[ENV['A'] b]; ENV['B']", ["B"]),
        ("x = /['\"#]/; ENV['A']", ["A"]),
        ("puts /'/, ENV['A']; a / b / ENV['C']", ["A", "C"]),
        ("t = ?\" ; ENV['A']", ["A"]),
        ("# ENV['A']", []),
        ("=begin\nENV['A']\n=end\nENV['B']", ["B"]),
        ("ENV['A'] = 'x'", []),
        ("ENV[name]; ENV[\"A_#{b}\"]", []),
        ("'ENV[\"A\"]'; %q(ENV['B']); :\"ENV['C']\"", []),
        ("ENV['A']\n__END__\nENV['B']", ["A"]),
      ]
    ).check()
  }

  @Test("PHP")
  func php() {
    ReadTable(
      .php,
      [
        ("<?php getenv('A') ?: 'changeme';", ["A=changeme"]),
        ("<?php $_ENV['A'] ?? 'd';", ["A=d"]),
        ("<?php env('A', 'd');", ["A=d"]),
        ("<?php env('A', false);", ["A=false:bool"]),
        ("<?php Env::get('A', 'd');", ["A=d"]),
        ("<?php \\getenv('A');", ["A"]),
        ("<?php (int) getenv('A');", ["A:int"]),
        ("<?php isset($_ENV['A']) ? $_ENV['A'] : 'd';", ["A?", "A=d"]),
        ("<?php \"x {$_ENV['A']} getenv('B')\";", ["A"]),
        ("<?php $x = <<<T\ngetenv('A') {$_ENV['B']}\n  T; getenv('C');", ["B", "C"]),
        ("<?php $x = <<<'T'\n{$_ENV['B']}\nT;\ngetenv('C');", ["C"]),
        ("<?php getenv('A') ?? throw new E();", ["A!"]),
        ("<p>getenv('A')</p><?= getenv('B') ?>getenv('C')", ["B"]),
        ("<?php // getenv('A') ?>it's<?php getenv('B');", ["B"]),
        ("<?php # getenv('A')\n#[Env]\n/* getenv('B') */", []),
        ("<?php $this->env('A', 'd'); X::env('B'); function env('C') {}", []),
        ("<?php $_ENV['A'] = 'x'; $_SERVER['B'];", []),
        ("<?php getenv('A') ?: 'http://' . $host;", ["A"]),
        ("<?php getenv($name); getenv(\"A$b\");", []),
      ]
    ).check()
  }
}
