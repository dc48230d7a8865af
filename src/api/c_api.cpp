#include <cstdlib>
#include <cstring>
#include <exception>
#include <new>
#include <stdexcept>

#include "dechaff.h"
#include "dechaff_c.h"

struct dechaff_pipeline {
  dechaff::Pipeline pipeline;
};

namespace {

char* copy(std::string_view text) {
  char* out = static_cast<char*>(std::malloc(text.size() + 1));
  if (out == nullptr) throw std::bad_alloc();
  std::memcpy(out, text.data(), text.size());
  out[text.size()] = '\0';
  return out;
}

/// Where there is not even the memory for the message, there is none.
void tell(char** error, const char* message) noexcept {
  if (error == nullptr) return;
  *error = static_cast<char*>(std::malloc(std::strlen(message) + 1));
  if (*error != nullptr) std::strcpy(*error, message);
}

void need(const void* argument, const char* message) {
  if (argument == nullptr) throw std::invalid_argument(message);
}

/// Exceptions must not reach C.
template <class Action>
auto guarded(char** error, Action work) -> decltype(work()) {
  if (error != nullptr) *error = nullptr;
  try {
    return work();
  } catch (const std::bad_alloc&) {
    tell(error, "out of memory");
  } catch (const std::exception& e) {
    tell(error, e.what());
  } catch (...) {
    tell(error, "unknown error");
  }
  return {};
}

}  // namespace

extern "C" {

dechaff_pipeline* dechaff_new(const char* recipe, const char* rules, const char* const* settings,
                              char** error) {
  return guarded(error, [&] {
    dechaff::Pipeline::Options options;
    if (recipe != nullptr) options.recipe = recipe;
    if (rules != nullptr) options.rules = rules;
    for (; settings != nullptr && *settings != nullptr; ++settings)
      options.settings.emplace_back(*settings);
    return new dechaff_pipeline{dechaff::Pipeline(options)};
  });
}

int dechaff_save(const dechaff_pipeline* pipeline, char** error) {
  return guarded(error, [&] {
    need(pipeline, "pipeline is NULL");
    pipeline->pipeline.save();
    return 1;
  });
}

void dechaff_delete(dechaff_pipeline* pipeline) { delete pipeline; }

char* dechaff_clean(const dechaff_pipeline* pipeline, const char* text, size_t size,
                    size_t* cleaned_size,
                    void (*decide)(const dechaff_decision* decision, void* user), void* user,
                    char** error) {
  return guarded(error, [&] {
    need(pipeline, "pipeline is NULL");
    if (size > 0) need(text, "text is NULL");
    const std::string_view input(text, size);
    std::string out;
    if (decide == nullptr) {
      out = pipeline->pipeline.clean_text(input);
    } else {
      auto result = pipeline->pipeline.clean(input);
      for (const auto& d : result.decisions) {
        const dechaff_decision one{d.begin,          d.end,           d.line,
                                   d.action.c_str(), d.stage.c_str(), d.reason.c_str(),
                                   d.why.c_str(),    d.rule.c_str(),  d.score};
        decide(&one, user);
      }
      out = std::move(result.text);
    }
    if (cleaned_size != nullptr) *cleaned_size = out.size();
    return copy(out);
  });
}

void dechaff_free(void* memory) { std::free(memory); }

}  // extern "C"
