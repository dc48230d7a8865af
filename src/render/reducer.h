#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "bytes/packing.h"
#include "formats/batch.h"
#include "render/writer.h"

namespace dechaff::render {

/// What one worker makes of the documents of one batch; of a type that only the reducer knows.
class Result {
 public:
  Result() = default;
  Result(const Result&) = delete;
  Result& operator=(const Result&) = delete;
  virtual ~Result() = default;
};

/// Looks at documents after their chain and adds what it finds to the result of their batch. One a
/// worker: it may keep what it works with from document to document. Not thread-safe.
class Mapper {
 public:
  Mapper() = default;
  Mapper(const Mapper&) = delete;
  Mapper& operator=(const Mapper&) = delete;
  virtual ~Mapper() = default;

  /// Before the chain, perhaps on another worker.
  virtual void prepare(Document&) {}
  virtual void document(const Rendering& what, Result& result) = 0;
  /// Bytes that are no document. Returns how many bytes stand in their place in the output.
  virtual std::size_t other(const formats::Batch&, const formats::Record&, Result&) { return 0; }
  /// Bytes of its output so far, where that is text.
  virtual std::size_t size(const Result&) const { return 0; }
  /// See Writer.
  virtual bool converts(const formats::Batch&, const formats::Record&) const { return false; }
  virtual bool explains() const { return false; }
  /// False: the lines of documents are only split where a stage looks at them.
  virtual bool reads_lines() const { return true; }
  /// The batch is whole. Returns the bytes of its output before they are packed.
  virtual std::uint64_t finish(Result&) { return 0; }
};

/// What all is done for: the results of the batches come to it one after another, in input order.
class Reducer {
 public:
  Reducer() = default;
  Reducer(const Reducer&) = delete;
  Reducer& operator=(const Reducer&) = delete;
  virtual ~Reducer() = default;

  /// Called on any thread.
  virtual std::unique_ptr<Mapper> mapper() const = 0;
  virtual std::unique_ptr<Result> result() const = 0;
  virtual void reduce(Result& result) = 0;

  /// What it prints are the files again, one after the other.
  virtual bool prints_files() const { return false; }
  /// What comes of each file is written by itself: before the results of a file begin_file() is
  /// called, and after an error of that file fail_file().
  virtual bool by_file() const { return false; }
  virtual void begin_file(std::size_t) {}
  virtual void fail_file() {}
  /// What the output begins with.
  virtual void write_head(std::string&) {}
  /// See Writer.
  virtual std::string head(const formats::Batch&) const { return {}; }
  virtual bool makes_table() const { return false; }
  virtual bool converts(const formats::Batch&, const formats::Record&) const { return false; }
  /// How its output is packed, a frame a batch.
  virtual bytes::Packing packing() const { return bytes::Packing::none; }
};

template <class T>
class ResultOf final : public Result {
 public:
  T value{};
};

/// A mapper to a T.
template <class T>
class MapperTo : public Mapper {
 public:
  virtual void map(const Rendering& what, T& result) = 0;
  virtual std::size_t pass(const formats::Batch&, const formats::Record&, T&) { return 0; }
  virtual std::uint64_t close(T&) { return 0; }

  void document(const Rendering& what, Result& result) final { map(what, value(result)); }
  std::size_t other(const formats::Batch& batch, const formats::Record& record,
                    Result& result) final {
    return pass(batch, record, value(result));
  }
  std::uint64_t finish(Result& result) final { return close(value(result)); }

 private:
  static T& value(Result& result) { return static_cast<ResultOf<T>&>(result).value; }
};

/// A reducer of Ts, which its mappers make.
template <class T>
class ReducerOf : public Reducer {
 public:
  virtual void reduce(T& result) = 0;

  std::unique_ptr<Result> result() const final { return std::make_unique<ResultOf<T>>(); }
  void reduce(Result& result) final { reduce(static_cast<ResultOf<T>&>(result).value); }
};

}  // namespace dechaff::render
