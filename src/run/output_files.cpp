#include "run/output_files.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "bytes/source.h"
#include "core/error.h"
#include "render/removal_log.h"

namespace dechaff {
namespace {

/// With leading zeros, so that names sort as the numbers do.
std::string shard_name(const std::string& pattern, std::uint64_t number) {
  std::string digits = std::to_string(number);
  if (digits.size() < 6) digits.insert(0, 6 - digits.size(), '0');
  std::string out = pattern;
  out.replace(out.find("{}"), 2, digits);
  return out;
}

/// Before any of the outputs is cut to its length: each still has what the checkpoint says.
void need_part(const std::string& path, std::uint64_t kept) {
  const std::string part = bytes::Output::part_name(path);
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(part, error);
  if (kept > 0 && (error || size < kept))
    throw Error({part}, "is shorter than its checkpoint says", {},
                "delete the checkpoint to begin anew");
}

}  // namespace

OutputFiles::OutputFiles(OutputFilesOptions options)
    : options_(std::move(options)), saved_(std::chrono::steady_clock::now()) {
  if (!options_.checkpoint.empty()) recover();
  if (done()) return;
  for (const Which which : {text, removed, meta, errors}) {
    if (!name(which, 0).empty()) open(which, checkpoint_.kept[which]);
  }
  if (checkpoint_.shard > 0 && checkpoint_.kept[text] == 0) begin_shard();
}

std::string OutputFiles::name(Which which, std::uint64_t shard) const {
  if (which == removed) return options_.removed;
  if (which == meta) return options_.meta;
  if (which == errors) return options_.errors;
  return options_.shard_size > 0 ? shard_name(options_.output, shard) : options_.output;
}

void OutputFiles::open(Which which, std::uint64_t kept) {
  const std::string path = name(which, checkpoint_.shard);
  files_[which].reset();
  if (options_.checkpoint.empty()) {
    files_[which].emplace(path);
  } else {
    files_[which].emplace(path, kept);
  }
}

void OutputFiles::recover() {
  checkpoint_.settings = options_.settings;
  if (!std::filesystem::exists(options_.checkpoint)) return;
  std::string bytes(1 << 20, '\0');
  bytes::Source source(options_.checkpoint);
  std::size_t size = 0;
  while (const std::size_t n = source.read(bytes.data() + size, bytes.size() - size)) size += n;
  bytes.resize(size);
  Checkpoint found;
  try {
    found = parse_checkpoint(bytes);
  } catch (const Error& error) {
    throw Error({options_.checkpoint}, error.what(), {}, "delete it to begin anew");
  }
  if (found.settings != options_.settings) {
    throw Error({options_.checkpoint}, "is of a run with other settings, rules or files", {},
                "give the same command, or delete it to begin anew");
  }
  checkpoint_ = std::move(found);
  if (options_.tally != nullptr) *options_.tally = checkpoint_.tally;
  if (checkpoint_.shard > 0) bytes::Output::put_in_place(name(text, checkpoint_.shard - 1));
  for (const Which which : {text, removed, meta, errors}) {
    const std::string path = name(which, checkpoint_.shard);
    if (done() && !path.empty()) bytes::Output::put_in_place(path);
    if (!done() && !path.empty()) need_part(path, checkpoint_.kept[which]);
  }
}

RunOutputs OutputFiles::outputs() {
  RunOutputs out;
  const auto file = [&](Which which) { return files_[which] ? &*files_[which] : nullptr; };
  out.text = file(text);
  out.log = file(removed);
  out.meta = file(meta);
  out.errors = file(errors);
  return out;
}

void OutputFiles::begin_shard() {
  std::string names = checkpoint_.place.table.line;
  bytes::pack(files_[text]->packing(), names);
  files_[text]->write(names);
}

void OutputFiles::sync() {
  for (const Which which : {text, removed, meta, errors}) {
    if (!files_[which]) continue;
    files_[which]->sync();
    checkpoint_.kept[which] = files_[which]->size();
  }
}

void OutputFiles::save() {
  if (options_.tally != nullptr) checkpoint_.tally = *options_.tally;
  bytes::Output file(options_.checkpoint, std::uint64_t{0});
  file.write(print(checkpoint_));
  file.finish();
}

void OutputFiles::written(const RunPlace& place) {
  const bool full = options_.shard_size > 0 && files_[text]->size() >= options_.shard_size;
  const bool keeps = !options_.checkpoint.empty();
  const auto now = std::chrono::steady_clock::now();
  if (!full && (!keeps || now - saved_ < options_.every)) return;
  checkpoint_.place = place;
  if (full && !place.table.line.empty() && files_[removed]) {
    // The line of names of the next shard.
    std::string entry;
    render::append_log_names(entry, place.offset, place.table.line.size());
    bytes::pack(files_[removed]->packing(), entry);
    files_[removed]->write(entry);
  }
  if (keeps) {
    saved_ = now;
    sync();
    if (full) checkpoint_.kept[text] = 0;
  }
  if (full) ++checkpoint_.shard;
  if (keeps) save();
  if (full) {
    files_[text]->finish();
    open(text, 0);
    begin_shard();
  }
}

void OutputFiles::finish(const RunTotals& totals) {
  checkpoint_.place.totals = totals;
  if (!options_.checkpoint.empty()) {
    sync();
    checkpoint_.done = true;
    save();
  }
  for (std::optional<bytes::Output>& file : files_) {
    if (file) file->finish();
  }
}

}  // namespace dechaff
