#ifndef DECHAFF_C_H
#define DECHAFF_C_H

#include <stddef.h>

/** @file
   dechaff from C and whatever calls C. Link the C++ library (dechaff::dechaff) with a C++ linker.
   Texts are UTF-8 with their length in bytes; what a function returns is freed with dechaff_free.
   A pipeline or text that is NULL where it must not be is an error, and so is a lack of memory.
 */

#ifdef __cplusplus
extern "C" {
#endif

/** A recipe's stages, ready to clean. */
typedef struct dechaff_pipeline dechaff_pipeline;

/** What was done to bytes [begin, end) of the original text. Strings end with a NUL byte. */
typedef struct dechaff_decision {
  size_t begin;       /**< byte of the original text */
  size_t end;         /**< byte after the stretch */
  size_t line;        /**< counts from 1 */
  const char* action; /**< "drop", "rewrite", "flag" */
  const char* stage;  /**< the filter */
  const char* reason; /**< its code */
  const char* why;    /**< the reason in words */
  const char* rule;   /**< the rule, or the model's evidence; may be empty */
  float score;        /**< 0..1 */
} dechaff_decision;

/** Makes a pipeline of a recipe ("default", a filter's name, or a file *.toml) and the folder of
   rules; NULL: the default ones. `settings` are "filter.setting=value" strings, ended by NULL, or
   NULL. On failure returns NULL and, where `error` is not NULL, sets it to a message. The pipeline
   may be used by any number of threads at once. */
dechaff_pipeline* dechaff_new(const char* recipe, const char* rules, const char* const* settings,
                              char** error);
/** Makes what was added to a `store` so far last. Returns 1; on failure 0, and sets *error as
 * above. */
int dechaff_save(const dechaff_pipeline* pipeline, char** error);
/** Frees a pipeline; NULL does nothing. What was added to a `store` lasts. */
void dechaff_delete(dechaff_pipeline* pipeline);

/** The cleaned text, with a NUL byte after its *cleaned_size bytes. `decide`, where it is not
   NULL, is called for every decision with `user`; what it gets lives as long as the call. On
   failure returns NULL and sets *error as above. */
char* dechaff_clean(const dechaff_pipeline* pipeline, const char* text, size_t size,
                    size_t* cleaned_size,
                    void (*decide)(const dechaff_decision* decision, void* user), void* user,
                    char** error);

/** Frees a text or message of these functions; NULL does nothing. */
void dechaff_free(void* memory);

#ifdef __cplusplus
}
#endif
#endif
