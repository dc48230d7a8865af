// A whole run over any bytes: one worker or three, large batches or small ones, a file or a pipe
// that gives a few bytes at a time, fingerprints in memory or on disk: the same text, log and
// complaints; and the log rebuilds the input.

#include <unistd.h>

#include <cstdlib>
#include <thread>

#include "core/read_file.h"
#include "formats/recognise.h"
#include "model/line_model.h"
#include "render/keys_writer.h"
#include "render/removal_log.h"
#include "render/text_reducer.h"
#include "rules/pack_library.h"
#include "run/run.h"
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
              const Resources& resources, const render::Writer& writer = render::CleanWriter()) {
  Said said;
  RunOptions options = how;
  options.report = [&](const Error& error) {
    said.errors += message_of(error) + '\n';
    said.messages += std::string(error.what()) + '\n';
  };
  const ScratchFile log_file("", ".log");
  RunOutputs outputs;
  render::WriterTaker taker(writer, [&](std::string_view bytes) { said.text += bytes; });
  bytes::Output log(log_file.path());
  outputs.log = &log;
  try {
    run(options, stages, resources, taker, outputs);
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

/// What `dedup` does beyond its defaults, by two bytes: the first says what, the second how.
void choose_dedup(StageSpec& dedup, std::uint8_t what, std::uint8_t how) {
  const auto set = [&](const char* name, const std::string& value) {
    for (auto& [known, old] : dedup.settings) {
      if (known == name) old = value;
      if (known == name) return;
    }
    dedup.settings.emplace_back(name, value);
  };
  const bool here = (how & 1U) != 0;
  if (here) set("scope", "document");
  if ((how & 2U) != 0) set("any-digit", "true");
  if ((how & 4U) != 0) set("min-words", "3");
  switch (what % 8) {
    case 0:
      set("keep", (how & 8U) != 0 ? "none" : "longest");
      break;
    case 1:
      set("match", "near");
      set("keep", (how & 8U) != 0 ? "first" : (how & 16U) != 0 ? "none" : "longest");
      if ((how & 32U) != 0) set("threshold", "0.5");
      break;
    case 2:
      set("match", "near");
      set("containment", "true");
      if (!here && (how & 8U) != 0) set("keep", "longest");
      break;
    case 3:
      set("count", "true");
      if ((how & 8U) != 0) set("match", "near");
      break;
    case 4:
      set("unit", "sentence");
      set("spans", (how & 8U) != 0 ? "2" : "3");
      break;
    case 5:
      set("within", "true");
      if ((how & 8U) != 0) set("report", "true");
      if ((how & 16U) != 0) set("match", "near");
      break;
    case 6:
      set("scope", "document");
      set("unit", (how & 8U) != 0 ? "line" : "sentence");
      set("passage", (how & 16U) != 0 ? "4" : "1");
      break;
    default:
      set("scope", "input");
      set("bloom", (how & 8U) != 0 ? "1K" : "64");
  }
}

/// The rows of all units, and what is left when an engine lists every unit of odd number.
void must_drop_alike(const RunOptions& whole, const RunOptions& small,
                     const std::vector<StageSpec>& stages, const Resources& resources) {
  std::vector<StageSpec> emitting = stages;
  emitting.back().settings.emplace_back("emit", "keys");
  const Said rows = run_once(whole, emitting, resources, render::KeysWriter());
  must_equal(rows, run_once(small, emitting, resources, render::KeysWriter()));
  if (rows.failed) return;
  std::string odd;
  bool take = false;
  for (std::size_t at = 0, end = 0; at < rows.text.size(); at = end, take = !take) {
    end = rows.text.find('\n', at);
    end = end == std::string::npos ? rows.text.size() : end + 1;
    if (take) odd.append(rows.text, at, end - at);
  }
  const ScratchFile list(odd, ".tsv");
  std::vector<StageSpec> dropping = stages;
  dropping.back().settings.emplace_back("drop", list.path());
  must_equal(run_once(whole, dropping, resources), run_once(small, dropping, resources));
}

}  // namespace

/// The first byte says format, HTML, a limit of size and whether the first error ends the run; the
/// second what `dedup` compares, whether it is alone, and (128) whether two more bytes choose its
/// settings; the third the batch.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const rules::PackLibrary packs;
  static const model::LineModel model{RulesFolder()};
  Resources resources;
  resources.packs = &packs;
  resources.model = &model;
  const std::size_t head = size > 1 && data[1] >= 128 ? 5 : 3;
  if (size < head) return 0;
  const bool chosen = head > 3;
  const std::string_view raw(reinterpret_cast<const char*>(data) + head, size - head);
  const ScratchFile file(data + head, size - head, ".in");

  RunOptions whole;
  whole.files = {file.path()};
  whole.reading.format = static_cast<formats::Format>((data[0] & 31U) % 12U);
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
  const bool listing = chosen && data[3] >= 128;
  if (listing) stages.back().settings.front().second = "document";
  if (chosen && !listing) choose_dedup(stages.back(), data[3], data[4]);
  if ((data[1] & 64U) != 0) stages.erase(stages.begin(), stages.begin() + 3);
  const Said one = run_once(whole, stages, resources);

  RunOptions small = whole;
  small.jobs = 3;
  small.reading.batch = 1U + data[2];
  must_equal(one, run_once(small, stages, resources));

  if (!chosen) {
    std::vector<StageSpec> spilling = stages;
    spilling.back().settings.emplace_back("memory", "4K");
    must_equal(one, run_once(small, spilling, resources));
  }
  if (listing) must_drop_alike(whole, small, stages, resources);

  if (!one.failed) {
    const Said piped = run_piped(small, stages, resources, raw, 1U + data[2] % 61U);
    if (piped.failed || piped.text != one.text || piped.messages != one.messages) std::abort();
  }

  const formats::Format format = whole.reading.format;
  const bool pages = whole.reading.html || format == formats::Format::html ||
                     format == formats::Format::arc || formats::begins_html(raw) ||
                     formats::is_arc(raw, true, whole.reading);
  if (!one.failed && !bytes::begins_packed(raw) && !pages) {
    const ScratchFile cleaned(one.text, ".clean"), log(one.log, ".removed");
    const ScratchFile rebuilt("", ".rebuilt");
    bytes::Source cleaned_source(cleaned.path(), 1, bytes::FirstBytes::try_it),
        log_source(log.path());
    bytes::Output out(rebuilt.path());
    try {
      render::restore(cleaned_source, log_source, out);
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
