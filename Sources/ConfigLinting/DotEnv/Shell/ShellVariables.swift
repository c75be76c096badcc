/// Variables that a shell sets by itself, so that a file's reader may see other values than the
/// environment has.
enum ShellVariables {
  static let names: Set<String> = [
    "BASH", "BASHOPTS", "BASHPID", "BASH_ARGV0", "BASH_SOURCE", "BASH_SUBSHELL", "BASH_VERSINFO",
    "BASH_VERSION", "COLUMNS", "DIRSTACK", "EPOCHREALTIME", "EPOCHSECONDS", "EUID", "FUNCNAME",
    "GROUPS", "HISTCMD", "HOSTNAME", "HOSTTYPE", "IFS", "LINENO", "LINES", "MACHTYPE", "OLDPWD",
    "OPTERR", "OPTIND", "OSTYPE", "PATH", "PPID", "PS4", "PWD", "RANDOM", "SECONDS", "SHELLOPTS",
    "SHLVL", "SRANDOM", "TERM", "UID", "_",
  ]
}
