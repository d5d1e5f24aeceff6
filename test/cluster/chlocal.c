/* libchdb carries the whole "clickhouse local" program, which can listen: this makes a program of it again. */
#include <stddef.h>
#include <stdio.h>
#include <signal.h>
#include <sys/prctl.h>

typedef struct chdb_result chdb_result;
chdb_result *chdb_query_cmdline(int argc, char **argv);
const char *chdb_result_error(chdb_result *);
char *chdb_result_buffer(chdb_result *);
size_t chdb_result_length(chdb_result *);

int main(int argc, char **argv) {
  /* A test that is broken off leaves no server behind. */
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  chdb_result *result = chdb_query_cmdline(argc, argv);
  const char *error = chdb_result_error(result);
  if (error != NULL) {
    fprintf(stderr, "%s\n", error);
    return 1;
  }
  fwrite(chdb_result_buffer(result), 1, chdb_result_length(result), stdout);
  return 0;
}
