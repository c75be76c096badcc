import Testing

/// One input and what two readers make of it: the variables, or nil for a refusal.
///
/// In the environment HOST_VAR is `fromhost`, EMPTYHOST is empty and host_lower is `lowv`.
struct DialectCase: Sendable, CustomTestStringConvertible {
  let id: String
  let input: String
  let compose: [String: String]?
  let raw: [String: String]?

  init(
    _ id: String, _ input: String, _ compose: [String: String]?, _ raw: [String: String]?
  ) {
    self.id = id
    self.input = input
    self.compose = compose
    self.raw = raw
  }

  var testDescription: String { id }
}

extension DialectCase {
  static let syntax: [DialectCase] = [
    DialectCase("plain", "A=1\n", ["A": "1"], ["A": "1"]),
    DialectCase("no-eol", "A=1", ["A": "1"], ["A": "1"]),
    DialectCase("export", "export A=1\n", ["A": "1"], nil),
    DialectCase("export-tab", "export\tA=1\n", ["A": "1"], nil),
    DialectCase("export-2sp", "export   A=1\n", ["A": "1"], nil),
    DialectCase("export-nokey", "export A\n", [:], nil),
    DialectCase("lead-space", "   A=1\n", ["A": "1"], ["A": "1"]),
    DialectCase("trail-space", "A=1   \n", ["A": "1"], ["A": "1   "]),
    DialectCase("sp-before-eq", "A =1\n", ["A": "1"], nil),
    DialectCase("sp-after-eq", "A= 1\n", ["A": "1"], ["A": " 1"]),
    DialectCase("sp-both", "A = 1\n", ["A": "1"], nil),
    DialectCase("inner-space", "A=hello world\n", ["A": "hello world"], ["A": "hello world"]),
    DialectCase("sq", "A='x y'\n", ["A": "x y"], ["A": "'x y'"]),
    DialectCase("dq", "A=\"x y\"\n", ["A": "x y"], ["A": "\"x y\""]),
    DialectCase("bt", "A=`x y`\n", ["A": "`x y`"], ["A": "`x y`"]),
    DialectCase("dq-nl-esc", "A=\"x\\ny\"\n", ["A": "x\ny"], ["A": "\"x\\ny\""]),
    DialectCase("dq-tab-esc", "A=\"x\\ty\"\n", ["A": "x\ty"], ["A": "\"x\\ty\""]),
    DialectCase("dq-quote-esc", "A=\"x\\\"y\"\n", ["A": "x\"y"], ["A": "\"x\\\"y\""]),
    DialectCase("dq-bs-esc", "A=\"x\\\\y\"\n", ["A": "x\\y"], ["A": "\"x\\\\y\""]),
    DialectCase(
      "dq-bs-end", "A=\"C:\\\\dir\\\\\"\nB=2\n",
      ["A": "C:\\dir\\", "B": "2"], ["A": "\"C:\\\\dir\\\\\"", "B": "2"]),
    DialectCase("sq-quote-esc", "A='x\\'y'\n", ["A": "x'y"], ["A": "'x\\'y'"]),
    DialectCase("sq-nl-esc", "A='x\\ny'\n", ["A": "x\\ny"], ["A": "'x\\ny'"]),
    DialectCase("uq-nl-esc", "A=x\\ny\n", ["A": "x\\ny"], ["A": "x\\ny"]),
    DialectCase("uq-space-esc", "A=x\\ y\n", ["A": "x\\ y"], ["A": "x\\ y"]),
    DialectCase("uq-bs", "A=C:\\path\n", ["A": "C:\\path"], ["A": "C:\\path"]),
    DialectCase(
      "uq-line-cont", "A=x\\\ny\nB=2\n", ["A": "x\\", "B": "2"], ["A": "x\\", "B": "2"]),
    DialectCase(
      "dq-multiline", "A=\"x\ny\"\nB=2\n", ["A": "x\ny", "B": "2"], ["A": "\"x", "B": "2"]),
    DialectCase(
      "sq-multiline", "A='x\ny'\nB=2\n", ["A": "x\ny", "B": "2"], ["A": "'x", "B": "2"]),
    DialectCase("bt-multiline", "A=`x\ny`\nB=2\n", nil, ["A": "`x", "B": "2"]),
    DialectCase("comment-sp", "A=x # c\n", ["A": "x"], ["A": "x # c"]),
    DialectCase("comment-nosp", "A=x#c\n", ["A": "x#c"], ["A": "x#c"]),
    DialectCase("comment-tab", "A=x\t# c\n", ["A": "x\t# c"], ["A": "x\t# c"]),
    DialectCase(
      "comment-empty", "A= # c\nB=2\n", ["A": "# c", "B": "2"], ["A": " # c", "B": "2"]),
    DialectCase("comment-empty2", "A=#c\nB=2\n", ["A": "#c", "B": "2"], ["A": "#c", "B": "2"]),
    DialectCase("comment-dq", "A=\"x\" # c\n", ["A": "x"], ["A": "\"x\" # c"]),
    DialectCase("comment-dq-nosp", "A=\"x\"#c\n", ["A": "x"], ["A": "\"x\"#c"]),
    DialectCase("hash-in-dq", "A=\"x # y\"\n", ["A": "x # y"], ["A": "\"x # y\""]),
    DialectCase("hash-in-sq", "A='x # y'\n", ["A": "x # y"], ["A": "'x # y'"]),
    DialectCase("url-frag", "A=http://h/#/x\n", ["A": "http://h/#/x"], ["A": "http://h/#/x"]),
    DialectCase("semi-comment", "; A=1\nB=2\n", nil, nil),
    DialectCase("yaml", "A: 1\n", ["A": "1"], nil),
    DialectCase("yaml-nosp", "A:1\n", ["A": "1"], [:]),
    DialectCase("val-colon", "A=1:2\n", ["A": "1:2"], ["A": "1:2"]),
    DialectCase("cmd-bt", "A=`echo hi`\n", ["A": "`echo hi`"], ["A": "`echo hi`"]),
    DialectCase("empty", "A=\n", ["A": ""], ["A": ""]),
    DialectCase("empty-dq", "A=\"\"\n", ["A": ""], ["A": "\"\""]),
    DialectCase(
      "key-only-set", "HOST_VAR\nB=2\n",
      ["B": "2", "HOST_VAR": "fromhost"], ["B": "2", "HOST_VAR": "fromhost"]),
    DialectCase("key-only-unset", "NOPE\nB=2\n", ["B": "2"], ["B": "2"]),
    DialectCase(
      "key-only-eof", "B=2\nHOST_VAR",
      ["": "HOST_VAR", "B": "2"], ["B": "2", "HOST_VAR": "fromhost"]),
    DialectCase("no-key", "=x\nB=2\n", ["": "x", "B": "2"], nil),
    DialectCase("bom", "\u{FEFF}A=1\nB=2\n", ["A": "1", "B": "2"], ["A": "1", "B": "2"]),
    DialectCase("crlf", "A=1\r\nB=2\r\n", ["A": "1", "B": "2"], ["A": "1", "B": "2"]),
    DialectCase(
      "crlf-quoted", "A=\"x\r\ny\"\r\nB=2\r\n", ["A": "x\r\ny", "B": "2"], ["A": "\"x", "B": "2"]),
    DialectCase("cr", "A=1\rB=2\r", ["A": "1\rB=2"], ["A": "1\rB=2"]),
    DialectCase("dup", "A=1\nA=2\n", ["A": "2"], ["A": "2"]),
    DialectCase("dot-key", "A.B=1\n", ["A.B": "1"], ["A.B": "1"]),
    DialectCase("hyphen-key", "A-B=1\n", ["A-B": "1"], ["A-B": "1"]),
    DialectCase("digit-key", "1A=1\n", ["1A": "1"], ["1A": "1"]),
    DialectCase("space-key", "A B=1\nC=2\n", nil, nil),
    DialectCase("bracket-key", "A[0]=1\n", ["A[0]": "1"], ["A[0]": "1"]),
    DialectCase("quoted-key", "'A'=1\n", nil, ["'A'": "1"]),
    DialectCase("lower-key", "abc=1\n", ["abc": "1"], ["abc": "1"]),
    DialectCase("unicode-key", "É=1\n", ["É": "1"], ["É": "1"]),
    DialectCase(
      "encrypted", "A=encrypted:BDqD/LwW+Yg==\n",
      ["A": "encrypted:BDqD/LwW+Yg=="], ["A": "encrypted:BDqD/LwW+Yg=="]),
    DialectCase("unterminated-dq", "A=\"x\nB=2\n", nil, ["A": "\"x", "B": "2"]),
    DialectCase("unterminated-sq", "A='x\nB=2\n", nil, ["A": "'x", "B": "2"]),
    DialectCase(
      "trailing-junk", "A=\"x\"y\nB=2\n", ["A": "x", "B": "2"], ["A": "\"x\"y", "B": "2"]),
    DialectCase("json-uq", "A={\"k\": \"v\"}\n", ["A": "{\"k\": \"v\"}"], ["A": "{\"k\": \"v\"}"]),
    DialectCase(
      "json-sq", "A='{\"k\": \"v\"}'\n", ["A": "{\"k\": \"v\"}"], ["A": "'{\"k\": \"v\"}'"]),
    DialectCase("mixed-quotes", "A=\"x\"'y'\n", nil, ["A": "\"x\"'y'"]),
    DialectCase("eq-in-val", "A=a=b==\n", ["A": "a=b=="], ["A": "a=b=="]),
    DialectCase("pem-uq", "A=-----BEGIN KEY-----\nabc\n-----END KEY-----\nB=2\n", nil, nil),
    DialectCase("nbsp-after-eq", "A=\u{A0}x\n", ["A": "x"], ["A": "\u{A0}x"]),
    DialectCase("smart-quotes", "A=“x”\n", ["A": "“x”"], ["A": "“x”"]),
    DialectCase("tilde", "A=~/x\n", ["A": "~/x"], ["A": "~/x"]),
    DialectCase("glob", "A=*\n", ["A": "*"], ["A": "*"]),
    DialectCase("amp", "A=a&b\n", ["A": "a&b"], ["A": "a&b"]),
    DialectCase("null-yaml", "A=null\n", ["A": "null"], ["A": "null"]),
    DialectCase("empty-then-next", "A=\nB=2\n", ["A": "", "B": "2"], ["A": "", "B": "2"]),
    DialectCase("empty-sp-then-next", "A= \nB=2\n", ["A": "", "B": "2"], ["A": " ", "B": "2"]),
    DialectCase(
      "empty-dq-comment", "A=\"\" # c\nB=2\n", ["A": "", "B": "2"], ["A": "\"\" # c", "B": "2"]),
    DialectCase("double-eq", "A==x\n", ["A": "=x"], ["A": "=x"]),
    DialectCase("tab-indent", "\tA=1\n", ["A": "1"], ["A": "1"]),
    DialectCase("hash-indent", "  # c\nA=1\n", ["A": "1"], ["A": "1"]),
    DialectCase(
      "ml-hash-line", "A=\"x\n# y\nz\"\nB=2\n",
      ["A": "x\n# y\nz", "B": "2"], ["A": "\"x", "B": "2"]),
    DialectCase(
      "ml-assign-line", "A=\"x\nB=3\ny\"\nC=2\n",
      ["A": "x\nB=3\ny", "C": "2"], ["A": "\"x", "B": "3", "C": "2"]),
    DialectCase("sq-adjacent", "A='it''s'\n", nil, ["A": "'it''s'"]),
    DialectCase("sq-close-esc", "A='it'\\''s'\n", nil, ["A": "'it'\\''s'"]),
    DialectCase("trail-tab", "A=1\t\n", ["A": "1"], ["A": "1\t"]),
    DialectCase("dq-lead-space", "A=\" x \"\n", ["A": " x "], ["A": "\" x \""]),
    DialectCase("nul-like", "A=x\\0y\n", ["A": "x\\0y"], ["A": "x\\0y"]),
    DialectCase("long-comment-then", "A=1 ## c\n", ["A": "1"], ["A": "1 ## c"]),
    DialectCase("colon-eq", "A:=1\n", ["A": "=1"], ["A:": "1"]),
    DialectCase("eq-sp-quote", "A= \"x\" \n", ["A": "x"], ["A": " \"x\" "]),
    DialectCase("export-eq", "export=1\n", ["export": "1"], ["export": "1"]),
  ]
}
