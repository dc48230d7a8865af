#include "pipeline/line_dedup.h"

#include <simdjson.h>
#include <tbb/global_control.h>
#include <tbb/parallel_pipeline.h>

#include <cstring>
#include <memory>
#include <mutex>
#include <optional>

#include "core/line_table.h"
#include "repeats/fingerprint_store.h"
#include "repeats/fingerprints.h"
#include "repeats/fold.h"

namespace dechaff {
namespace {

/// Some whole lines, their fingerprints, and which of them are new.
struct Block {
  io::Batch batch;
  std::vector<Span> lines;  // with their endings; only those that are not blank
  std::vector<text::Hash128> keys;
  std::vector<std::uint8_t> fresh;
  std::size_t records = 0, invalid = 0;
  std::optional<Error> error;
};

class Blocks {
 public:
  explicit Blocks(const RunOptions& options) : options_(options) {}

  /// False at the end of the last file.
  bool next(Block& block) {
    block.error.reset();
    block.batch.bytes.clear();
    while (!stopped_) {
      try {
        if (!reader_) {
          if (file_ == options_.files.size()) return false;
          source_.reset();
          source_.emplace(options_.files[file_++]);
          io::ReadOptions reading = options_.reading;
          reading.cut = false;
          reading.format = io::Format::lines;
          reader_.emplace(*source_, reading);
        }
        if (reader_->next(block.batch)) return true;
        reader_.reset();
      } catch (const Error& error) {
        block.error = error;
        block.batch.bytes.clear();
        stopped_ = options_.stop_at_error;
        return true;
      }
    }
    return false;
  }

 private:
  const RunOptions& options_;
  std::optional<io::Source> source_;
  std::optional<io::Reader> reader_;
  std::size_t file_ = 0;
  bool stopped_ = false;
};

/// Calls `take(line with its ending, line without)` for the lines of `bytes`, as LineTable cuts
/// them.
template <class Take>
void each_line(std::string_view bytes, Take take) {
  const bool plain = std::memchr(bytes.data(), '\r', bytes.size()) == nullptr &&
                     bytes.find("\xE2\x80\xA8") == std::string_view::npos &&
                     bytes.find("\xE2\x80\xA9") == std::string_view::npos;
  if (!plain) {
    LineTable table;
    table.assign(bytes);
    for (std::size_t i = 0; i < table.size(); ++i)
      take(Span{table.span[i].begin, table.next[i]}, table.text[i]);
    return;
  }
  for (std::size_t at = 0; at < bytes.size();) {
    const void* found = std::memchr(bytes.data() + at, '\n', bytes.size() - at);
    const std::size_t end =
        found == nullptr ? bytes.size()
                         : static_cast<std::size_t>(static_cast<const char*>(found) - bytes.data());
    const std::size_t next = found == nullptr ? end : end + 1;
    take(Span{at, next}, bytes.substr(at, end - at));
    at = next;
  }
}

void hash_lines(Block& block, LineMatch match) {
  const std::string_view bytes = block.batch.bytes;
  block.lines.clear();
  block.keys.clear();
  block.records = 0;
  std::string folded;
  each_line(bytes, [&](Span whole, std::string_view line) {
    ++block.records;
    std::string_view said = trim(line);
    if (said.empty()) return;
    if (match != LineMatch::exact) {
      repeats::fold(said, match == LineMatch::folded_any_digit, folded);
      if (folded.empty()) return;
      said = folded;
    }
    block.lines.push_back(whole);
    block.keys.push_back(text::hash128(said));
  });
  block.invalid = 0;
  if (!simdjson::validate_utf8(bytes.data(), bytes.size())) {
    each_line(bytes, [&](Span, std::string_view line) {
      block.invalid += simdjson::validate_utf8(line.data(), line.size()) ? 0U : 1U;
    });
  }
}

/// Asks the table; the only part that must see the blocks in order.
class Judge {
 public:
  Judge(LineMatch match, const std::string& store) {
    static constexpr const char* kinds[] = {"line exact", "line folded", "line folded any-digit"};
    if (!store.empty()) store_.emplace(store, kinds[static_cast<std::size_t>(match)], seen_);
  }

  void look_up(Block& block) {
    block.fresh.resize(block.keys.size());
    seen_.insert(block.keys, block.fresh);
    for (std::size_t i = 0; store_ && i < block.keys.size(); ++i) {
      if (block.fresh[i] != 0) store_->add(block.keys[i]);
    }
  }

  void commit(const RunOptions& options) {
    if (options.secure) options.secure();
    if (store_) store_->commit();
  }

 private:
  repeats::FingerprintSet seen_;
  std::optional<repeats::FingerprintStore> store_;
};

void write(const Block& block, const RunOptions& options, io::Output& out, RunTotals& totals) {
  if (block.error) {
    ++totals.errors;
    if (options.report) options.report(*block.error);
  }
  const std::string_view bytes = block.batch.bytes;
  std::size_t from = 0;
  for (std::size_t i = 0; i < block.lines.size(); ++i) {
    if (block.fresh[i] != 0) continue;
    out.write(bytes.substr(from, block.lines[i].begin - from));
    totals.bytes_out += block.lines[i].begin - from;
    from = block.lines[i].end;
  }
  out.write(bytes.substr(from));
  totals.bytes_out += bytes.size() - from;
  totals.bytes_in += bytes.size();
  totals.documents += block.records;
  totals.invalid_documents += block.invalid;
  if (options.progress) options.progress(totals);
}

}  // namespace

RunTotals dedup_lines(const RunOptions& options, LineMatch match, const std::string& store,
                      io::Output& out) {
  RunTotals totals;
  totals.stages.push_back({"dedup", 0, 0});
  Blocks blocks(options);
  Judge judge(match, store);
  if (options.jobs <= 1) {
    Block block;
    while (blocks.next(block)) {
      hash_lines(block, match);
      judge.look_up(block);
      write(block, options, out, totals);
    }
    judge.commit(options);
    return totals;
  }
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, options.jobs);
  std::vector<std::unique_ptr<Block>> owned;  // as many as the pipeline has tokens
  std::vector<Block*> free;
  std::mutex mutex;
  const auto read = tbb::make_filter<void, Block*>(tbb::filter_mode::serial_in_order,
                                                   [&](tbb::flow_control& flow) -> Block* {
                                                     Block* block = nullptr;
                                                     {
                                                       const std::scoped_lock lock(mutex);
                                                       if (free.empty()) {
                                                         owned.push_back(std::make_unique<Block>());
                                                         free.push_back(owned.back().get());
                                                       }
                                                       block = free.back();
                                                       free.pop_back();
                                                     }
                                                     if (blocks.next(*block)) return block;
                                                     flow.stop();
                                                     return nullptr;
                                                   });
  const auto hash = tbb::make_filter<Block*, Block*>(tbb::filter_mode::parallel, [&](Block* block) {
    hash_lines(*block, match);
    return block;
  });
  const auto ask =
      tbb::make_filter<Block*, Block*>(tbb::filter_mode::serial_in_order, [&](Block* block) {
        judge.look_up(*block);
        return block;
      });
  const auto put =
      tbb::make_filter<Block*, void>(tbb::filter_mode::serial_in_order, [&](Block* block) {
        write(*block, options, out, totals);
        const std::scoped_lock lock(mutex);
        free.push_back(block);
      });
  tbb::parallel_pipeline(options.jobs + 2, read & hash & ask & put);
  judge.commit(options);
  return totals;
}

}  // namespace dechaff
