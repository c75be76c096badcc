/* Reads files through libyaml's events and does nothing with them: the floor for reading YAML.

   bare-yaml FILE...
   bare-yaml -l LIST    the files that LIST names, one on each line

   What is no YAML is read up to its error. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

static long files, bytes, events, broken;

/* Returns 0, or 2 where the file cannot be read. */
static int read_file(const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file) return 2;
  fseek(file, 0, SEEK_END);
  long size = ftell(file);
  rewind(file);
  unsigned char *text = malloc(size > 0 ? size : 1);
  if (!text || size < 0 || fread(text, 1, size, file) != (size_t)size) return 2;
  fclose(file);

  yaml_parser_t parser;
  yaml_event_t event;
  if (!yaml_parser_initialize(&parser)) return 2;
  yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&parser, text, size);
  for (int done = 0; !done; events++) {
    if (!yaml_parser_parse(&parser, &event)) {
      broken++;
      break;
    }
    done = event.type == YAML_STREAM_END_EVENT;
    yaml_event_delete(&event);
  }
  yaml_parser_delete(&parser);
  free(text);
  files++;
  bytes += size;
  return 0;
}

int main(int count, char **arguments) {
  int status = count < 2 ? 2 : 0;
  if (count == 3 && strcmp(arguments[1], "-l") == 0) {
    char path[4096];
    FILE *list = fopen(arguments[2], "r");
    if (!list) return 2;
    while (!status && fgets(path, sizeof path, list)) {
      path[strcspn(path, "\n")] = 0;
      status = read_file(path);
    }
  } else {
    for (int number = 1; !status && number < count; number++) status = read_file(arguments[number]);
  }
  printf("%ld files, %ld bytes, %ld events, %ld broken\n", files, bytes, events, broken);
  return status;
}
