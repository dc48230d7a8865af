// A whole run over any bytes: one worker or three, large batches or small ones, a file or a pipe
// that gives a few bytes at a time, fingerprints in memory or on disk: the same text, log and
// complaints; and the log rebuilds the input.

#include <unistd.h>

#include <cstdlib>
#include <thread>

#include "core/read_file.h"
#include "io/removal_log.h"
#include "model/line_model.h"
#include "pipeline/run.h"
#include "rules/pack_library.h"
#include "scratch_file.h"

using namespace dechaff;

namespace {

struct Said {
  std::string text, log;
  std::string errors;    // with their places
  std::string messages;  // without
  bool failed = false;   // it threw: what was written by then depends on the batches
};

Said run_once(const RunOptions& how, const std::vector<StageSpec>& stages,
              const Resources& resources) {
  Said said;
  RunOptions options = how;
  options.report = [&](const Error& error) {
    said.errors += render(error) + '\n';
    said.messages += std::string(error.what()) + '\n';
  };
  const ScratchFile log_file("", ".log");
  RunOutputs outputs;
  outputs.take = [&](std::string_view bytes) { said.text += bytes; };
  io::Output log(log_file.path());
  outputs.log = &log;
  try {
    run(options, stages, resources, io::CleanWriter(), outputs);
    log.finish();
    said.log = read_file(log_file.path());
  } catch (const Error&) {
    said.failed = true;
  }
  return said;
}

/// The same through a pipe that is fed `piece` bytes at a time.
Said run_piped(RunOptions how, const std::vector<StageSpec>& stages, const Resources& resources,
               std::string_view raw, std::size_t piece) {
  int ends[2];
  if (::pipe(ends) != 0) std::abort();
  std::thread feeder([&] {
    while (!raw.empty()) {
      const ssize_t n = ::write(ends[1], raw.data(), std::min(piece, raw.size()));
      if (n <= 0) break;
      raw.remove_prefix(static_cast<std::size_t>(n));
    }
    ::close(ends[1]);
  });
  how.files = {"/dev/fd/" + std::to_string(ends[0])};
  Said said = run_once(how, stages, resources);
  for (char rest[4096]; ::read(ends[0], rest, sizeof rest) > 0;) {
  }
  feeder.join();
  ::close(ends[0]);
  return said;
}

void must_equal(const Said& a, const Said& b) {
  if (a.failed != b.failed) std::abort();
  if (!a.failed && (a.text != b.text || a.log != b.log || a.errors != b.errors)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const rules::PackLibrary packs(DECHAFF_RULES_DIR);
  static const model::LineModel model(DECHAFF_RULES_DIR "/models/boilerplate.model");
  Resources resources;
  resources.packs = &packs;
  resources.model = &model;
  if (size < 3) return 0;
  const std::string_view raw(reinterpret_cast<const char*>(data) + 3, size - 3);
  const ScratchFile file(data + 3, size - 3, ".in");

  RunOptions whole;
  whole.files = {file.path()};
  whole.reading.format = static_cast<io::Format>(data[0] % 8);
  whole.reading.html = (data[0] & 32U) != 0;
  if (data[0] >= 128) whole.reading.max_document = 64;
  whole.stop_at_error = (data[0] & 64U) != 0;
  const char* units[] = {"clause", "sentence", "line", "paragraph", "document"};
  StageSpec dedup{"dedup", {{"scope", "input"}, {"min-words", "1"}}, 1};
  dedup.settings.emplace_back("unit", units[data[1] % 5]);
  dedup.settings.emplace_back("match", (data[1] & 32U) != 0 ? "exact" : "folded");
  std::vector<StageSpec> stages = {{"normalize", {{"spaces", "collapse"}, {"entities", "true"}}, 1},
                                   {"boilerplate", {}, 1},
                                   {"teasers", {}, 1},
                                   dedup};
  if ((data[1] & 64U) != 0) stages.erase(stages.begin(), stages.begin() + 3);
  const Said one = run_once(whole, stages, resources);

  RunOptions small = whole;
  small.jobs = 3;
  small.reading.batch = 1U + data[2];
  must_equal(one, run_once(small, stages, resources));

  std::vector<StageSpec> spilling = stages;
  spilling.back().settings.emplace_back("memory", "4K");
  must_equal(one, run_once(small, spilling, resources));

  if (!one.failed) {
    const Said piped = run_piped(small, stages, resources, raw, 1U + data[2] % 61U);
    if (piped.failed || piped.text != one.text || piped.messages != one.messages) std::abort();
  }

  const bool packed = io::begins_gzip(raw) || io::begins_zstd(raw);
  if (!one.failed && !packed && !whole.reading.html) {
    const ScratchFile cleaned(one.text, ".clean"), log(one.log, ".removed");
    const ScratchFile rebuilt("", ".rebuilt");
    io::Source cleaned_source(cleaned.path()), log_source(log.path());
    io::Output out(rebuilt.path());
    try {
      io::restore(cleaned_source, log_source, out);
    } catch (const Error&) {
      std::abort();
    }
    out.finish();
    // A file that cannot be read on is left where that shows, with a complaint.
    const std::string original = read_file(rebuilt.path());
    if (!raw.starts_with(original) || (original != raw && one.messages.empty())) std::abort();
  }
  return 0;
}
