import ConfigGuard
import ConfigLinting
import Testing

@Suite("Variables that Python reads")
struct PythonReadTests {
  @Test("the standard library's ways")
  func standardLibrary() {
    ReadTable(
      .python,
      [
        ("os.getenv('A')", ["A"]),
        ("x = os.getenv(\"ADMIN_KEY\", \"changeme123\")", ["ADMIN_KEY=changeme123"]),
        ("os.environ['A']", ["A!"]),
        ("os.environ.get('A', default='d')", ["A=d"]),
        ("os.environ.get('A', None)", ["A"]),
        ("os.environ.get('A', '')", ["A="]),
        ("os.environ.setdefault('A', 'd')", ["A=d"]),
        ("os.getenv('A') or 'd'", ["A=d"]),
        ("os.getenv('A', '') or 'd'", ["A=d"]),
        ("os.getenv('A', os.getenv('B', 'd'))", ["A", "B=d"]),
        ("int(os.getenv('A', '80'))", ["A=80:int"]),
        ("os.getenv('A', 'no').lower() in ('1', 'true')", ["A=no:bool"]),
        ("os.getenv('A', 'x').split(',')", ["A=x:list"]),
        ("(\n  os.getenv(  # why\n    'A',\n    'd',\n  )\n)", ["A=d"]),
        ("os.getenv('A', -1)", ["A=-1:int"]),
        ("os.getenv('A', 'it\\'s')", ["A=it's"]),
        ("if 'A' in os.environ: pass", ["A?"]),
        ("from os import environ as e, getenv\ne['A']; getenv('B')", ["A!", "B"]),
        ("import os as o\no.getenv('A')", ["A"]),
        ("env = os.environ\nenv.get('A')", ["A"]),
        ("k = os.getenv('A')\nif not k:\n    k = 'd'\n", ["A=d"]),
        ("k = os.getenv('A')\nif k is None:\n    raise ValueError\n", ["A!"]),
        ("f\"{os.getenv('A', 'd')!r:>{w}} {{os.getenv('B')}}\"", ["A=d"]),
        ("f'''\n{x['y']} {os.environ[\"A\"]}\n'''", ["A!"]),
      ]
    ).check()
  }

  @Test("libraries, where they are imported")
  func libraries() {
    ReadTable(
      .python,
      [
        ("from decouple import config\nconfig('A', default='d', cast=int)", ["A=d:int"]),
        ("from decouple import config\nconfig('A', cast=bool)", ["A!:bool"]),
        ("config('A', default='d')", []),
        (
          "import environ\nenv = environ.Env()\nenv('A')\nenv.bool('B', True)",
          ["A!", "B=True:bool"]
        ),
        ("from environs import Env\nenv = Env()\nenv.int('A', default=3)", ["A=3:int"]),
        ("get_env('A_B', 'd')", ["A_B=d"]),
        ("env_or('NEW_NAME', 'OLD_NAME')", ["NEW_NAME"]),
      ]
    ).check()
  }

  @Test("what is no read")
  func noReads() {
    ReadTable(
      .python,
      [
        ("# os.getenv('A')", []),
        ("\"os.getenv('A')\"", []),
        ("'''\nos.getenv('A')\n'''", []),
        ("r'\\'os.getenv(\"A\")'", []),
        ("os.environ['A'] = 'x'", []),
        ("del os.environ['A']", []),
        ("os.getenv(name, 'd')", []),
        ("os.getenv(f'A_{b}')", []),
        ("os.getenv('A' 'B')", []),
        ("os.getenv('a.b')", []),
        ("os.getenv('A-B')", []),
        ("self.os.getenv('A')", []),
        ("def getenv(name): return os.getenv", []),
      ]
    ).check()
  }
}
