#ifndef DECHAFF_C_H
#define DECHAFF_C_H

#include <stddef.h>

/* dechaff from C and whatever calls C. Link the C++ library (dechaff::dechaff) with a C++ linker.
   Texts are UTF-8 with their length in bytes; what a function returns is freed with dechaff_free.
 */

#ifdef __cplusplus
extern "C" {
#endif

typedef struct dechaff_pipeline dechaff_pipeline;

/* What was done to bytes [begin, end) of the original text. Strings end with a NUL byte. */
typedef struct dechaff_decision {
  size_t begin, end, line;
  const char* action; /* "drop", "rewrite", "flag" */
  const char* stage;
  const char* reason;
  const char* why;
  const char* rule;
  float score;
} dechaff_decision;

/* Makes a pipeline of a recipe ("default", a filter's name, or a file *.toml) and the folder of
   rules; NULL: the default ones. `settings` are "filter.setting=value" strings, ended by NULL, or
   NULL. On failure returns NULL and, where `error` is not NULL, sets it to a message. The pipeline
   may be used by any number of threads at once. */
dechaff_pipeline* dechaff_new(const char* recipe, const char* rules, const char* const* settings,
                              char** error);
void dechaff_delete(dechaff_pipeline* pipeline);

/* The cleaned text, with a NUL byte behind its *cleaned_size bytes. `decide`, where it is not NULL,
   is called for every decision with `user`; what it gets lives as long as the call. On failure
   returns NULL and sets *error as above. */
char* dechaff_clean(const dechaff_pipeline* pipeline, const char* text, size_t size,
                    size_t* cleaned_size,
                    void (*decide)(const dechaff_decision* decision, void* user), void* user,
                    char** error);

void dechaff_free(void* memory);

#ifdef __cplusplus
}
#endif
#endif
