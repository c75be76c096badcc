extension DialectCase {
  static let references: [DialectCase] = [
    DialectCase("sq-dollar", "A='${HOST_VAR}'\n", ["A": "${HOST_VAR}"], ["A": "'${HOST_VAR}'"]),
    DialectCase("dq-dollar", "A=\"${HOST_VAR}\"\n", ["A": "fromhost"], ["A": "\"${HOST_VAR}\""]),
    DialectCase("bt-dollar", "A=`$HOST_VAR`\n", ["A": "`fromhost`"], ["A": "`$HOST_VAR`"]),
    DialectCase(
      "dq-dollar-esc", "A=\"x\\$HOST_VAR\"\n", ["A": "x$HOST_VAR"], ["A": "\"x\\$HOST_VAR\""]),
    DialectCase("uq-dollar-esc", "A=\\$HOST_VAR\n", ["A": "\\fromhost"], ["A": "\\$HOST_VAR"]),
    DialectCase("uq-dbl-dollar", "A=$$HOST_VAR\n", ["A": "$HOST_VAR"], ["A": "$$HOST_VAR"]),
    DialectCase("dq-dbl-dollar", "A=\"$$HOST_VAR\"\n", ["A": "$HOST_VAR"], ["A": "\"$$HOST_VAR\""]),
    DialectCase("var", "A=$HOST_VAR\n", ["A": "fromhost"], ["A": "$HOST_VAR"]),
    DialectCase("var-br", "A=${HOST_VAR}\n", ["A": "fromhost"], ["A": "${HOST_VAR}"]),
    DialectCase("var-unset", "A=${NOPE}\n", ["A": ""], ["A": "${NOPE}"]),
    DialectCase("var-lower", "A=${host_lower}\n", ["A": "lowv"], ["A": "${host_lower}"]),
    DialectCase("var-file", "X=1\nA=${X}\n", ["A": "1", "X": "1"], ["A": "${X}", "X": "1"]),
    DialectCase("var-file-fwd", "A=${X}\nX=1\n", ["A": "", "X": "1"], ["A": "${X}", "X": "1"]),
    DialectCase("var-def-colon-unset", "A=${NOPE:-d}\n", ["A": "d"], ["A": "${NOPE:-d}"]),
    DialectCase("var-def-colon-empty", "A=${EMPTYHOST:-d}\n", ["A": "d"], ["A": "${EMPTYHOST:-d}"]),
    DialectCase("var-def-unset", "A=${NOPE-d}\n", ["A": "d"], ["A": "${NOPE-d}"]),
    DialectCase("var-def-empty", "A=${EMPTYHOST-d}\n", ["A": ""], ["A": "${EMPTYHOST-d}"]),
    DialectCase("var-err", "A=${NOPE:?boom}\n", nil, ["A": "${NOPE:?boom}"]),
    DialectCase("var-err2", "A=${NOPE?boom}\n", nil, ["A": "${NOPE?boom}"]),
    DialectCase("var-alt", "A=${HOST_VAR:+x}\n", ["A": "x"], ["A": "${HOST_VAR:+x}"]),
    DialectCase("var-alt-unset", "A=${NOPE:+x}\n", ["A": ""], ["A": "${NOPE:+x}"]),
    DialectCase(
      "var-nested", "A=${NOPE:-${NOPE2:-d}}\n", ["A": "d"], ["A": "${NOPE:-${NOPE2:-d}}"]),
    DialectCase(
      "var-nested2", "A=${NOPE:-${HOST_VAR}}\n", ["A": "fromhost"], ["A": "${NOPE:-${HOST_VAR}}"]),
    DialectCase(
      "var-def-brace", "A=${NOPE:-{\"a\":1}}\n", ["A": "{\"a\":1}"], ["A": "${NOPE:-{\"a\":1}}"]),
    DialectCase(
      "var-precedence", "HOST_VAR=fromfile\nA=${HOST_VAR}\n",
      ["A": "fromhost", "HOST_VAR": "fromfile"], ["A": "${HOST_VAR}", "HOST_VAR": "fromfile"]),
    DialectCase(
      "var-self", "HOST_VAR=${HOST_VAR}x\n",
      ["HOST_VAR": "fromhostx"], ["HOST_VAR": "${HOST_VAR}x"]),
    DialectCase("cmd", "A=$(echo hi)\n", ["A": "$(echo hi)"], ["A": "$(echo hi)"]),
    DialectCase("dollar-end", "A=a$\n", ["A": "a$"], ["A": "a$"]),
    DialectCase("dollar-pw", "A=pa$$w0rd\n", ["A": "pa$w0rd"], ["A": "pa$$w0rd"]),
    DialectCase("dollar-pw2", "A=pa$sw0rd\n", ["A": "pa"], ["A": "pa$sw0rd"]),
    DialectCase("dollar-num", "A=x$1y\n", ["A": "x$1y"], ["A": "x$1y"]),
    DialectCase(
      "dq-default-space", "A=\"${NOPE:-d e}\"\n", ["A": "d e"], ["A": "\"${NOPE:-d e}\""]),
    DialectCase("uq-default-space", "A=${NOPE:-d e}\n", ["A": "d e"], ["A": "${NOPE:-d e}"]),
    DialectCase("var-dash-name", "A=${NO-PE}\n", ["A": "PE"], ["A": "${NO-PE}"]),
    DialectCase("var-dot-name", "A=${NO.PE}\n", nil, ["A": "${NO.PE}"]),
    DialectCase("var-empty-br", "A=${}\n", nil, ["A": "${}"]),
    DialectCase("var-unclosed", "A=${NOPE\nB=2\n", nil, ["A": "${NOPE", "B": "2"]),
    DialectCase("var-in-key", "$HOST_VAR=1\nB=2\n", nil, ["$HOST_VAR": "1", "B": "2"]),
  ]
}
