extension DialectMatrix {
  /// Names, with `export` and alone.
  static let names = #"""
    ## export "export A=1\n"
    *: A="1"
    DR HB: refused
    SD: dropped none
    SC VP: "export A"="1"
    ## export-tab "export\tA=1\n"
    *: A="1"
    DR HB: refused
    ND VT SC VP: "export\tA"="1"
    SD: dropped none
    ## export-2sp "export   A=1\n"
    *: A="1"
    DR HB: refused
    ND VT: "  A"="1"
    SD: dropped none
    SC VP: "export   A"="1"
    ## export-nokey "export A\n"
    *: none
    DR GO RB HB DE: refused
    PY: A=nil
    ## yaml "A: 1\n"
    *: A="1"
    DR HB: refused
    ND VT SD SC VP: none
    PY SH: warned none
    ## yaml-nosp "A:1\n"
    CM GO: A="1"
    *: none
    PY: "A:1"=nil
    SH: warned none
    HB DE: refused
    ## key-only-set "HOST_VAR\nB=2\n"
    CM DR RB: B="2" HOST_VAR="fromhost"
    *: B="2"
    ND VT VP: "HOST_VAR\nB"="2"
    PY: B="2" HOST_VAR=nil
    GO HB DE: refused
    SH: warned B="2"
    ## key-only-unset "NOPE\nB=2\n"
    *: B="2"
    ND VT VP: "NOPE\nB"="2"
    PY: B="2" NOPE=nil
    GO HB DE: refused
    RB: B="2" NOPE=""
    SH: warned B="2"
    ## key-only-eof "B=2\nHOST_VAR"
    CM GO: ""="HOST_VAR" B="2"
    DR RB: B="2" HOST_VAR="fromhost"
    *: B="2"
    PY: B="2" HOST_VAR=nil
    SH: warned B="2"
    HB DE: refused
    ## no-key "=x\nB=2\n"
    CM GO VP: ""="x" B="2"
    DR DE: refused
    *: B="2"
    ND VT: none
    PY SH: warned B="2"
    HB: ""="x" b="2"
    ## dot-key "A.B=1\n"
    *: "A.B"="1"
    SH: warned none
    SD: dropped none
    HB: "a.b"="1"
    ## hyphen-key "A-B=1\n"
    *: "A-B"="1"
    RB: none
    SH: warned none
    SD: dropped none
    HB: "a-b"="1"
    DE: refused
    ## digit-key "1A=1\n"
    *: "1A"="1"
    SH: warned none
    SD: dropped none
    HB: "1a"="1"
    ## space-key "A B=1\nC=2\n"
    CM DR HB DE: refused
    JS JF EX RB: C="2"
    *: "A B"="1" C="2"
    PY SH: warned C="2"
    SD: dropped C="2"
    ## bracket-key "A[0]=1\n"
    *: "A[0]"="1"
    JS JF EX RB SH: none
    GO DE: refused
    SD: dropped none
    HB: "a[0]"="1"
    ## lower-key "abc=1\n"
    *: abc="1"
    ## unicode-key "É=1\n"
    *: "É"="1"
    JS JF EX RB: none
    GO DE: refused
    SH: warned none
    SD: dropped none
    HB: "é"="1"
    ## colon-eq "A:=1\n"
    CM GO: A="=1"
    *: "A:"="1"
    JS JF EX RB: none
    SH: warned none
    SD: dropped none
    HB: "a:"="1"
    DE: refused
    ## export-eq "export=1\n"
    *: export="1"
    """#
}
