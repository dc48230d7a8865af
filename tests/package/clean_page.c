/* Cleans standard input, of at most a megabyte; on stderr, what went and why. */
#include <dechaff_c.h>
#include <stdio.h>

static void tell(const dechaff_decision* decision, void* user) {
  (void)user;
  fprintf(stderr, "%zu\t%s\n", decision->line, decision->reason);
}

int main(int count, char** words) {
  static char page[1 << 20];
  size_t size = fread(page, 1, sizeof page, stdin), cleaned_size = 0;
  char* error = NULL;
  char* cleaned = NULL;
  dechaff_pipeline* pipeline = dechaff_new(count > 1 ? words[1] : "default", NULL, NULL, &error);
  if (pipeline != NULL)
    cleaned = dechaff_clean(pipeline, page, size, &cleaned_size, tell, NULL, &error);
  if (cleaned != NULL) fwrite(cleaned, 1, cleaned_size, stdout);
  if (error != NULL) fprintf(stderr, "%s\n", error);
  dechaff_free(cleaned);
  dechaff_delete(pipeline);
  if (error == NULL) return 0;
  dechaff_free(error);
  return 2;
}
