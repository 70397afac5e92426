#include "app/cli/commands.h"
#include "app/cli/compute_options.h"
#include "core/base/os/file.h"
#include "core/base/os/line_io.h"
#include "core/engine/queue/queue_opening.h"
#include "core/engine/server/server.h"

#include <nlohmann/json.hpp>

#include <cstdio>
#include <cstdlib>

namespace tessera::cli {
namespace {

using namespace std::chrono_literals;

/// Requests of a window or a script are far shorter; 2 000 long paths are, too.
constexpr std::size_t kLongestLine = 16 << 20;
/// What may wait for a client that doesn't read.
constexpr std::size_t kOutbox = 32 << 20;

/// Sends messages to the client. Events that it doesn't take in time are left out, and it hears how many.
class Outbox {
  public:
    explicit Outbox(os::LineWriter& writer) : m_writer(writer) {}

    void send(const protocol::Json& message, engine::Server::Kind kind) {
        if (kind == engine::Server::Kind::Event && m_writer.isBusy()) {
            ++m_leftOut;
            return;
        }
        if (m_leftOut > 0 && m_writer.put(protocol::line({{"type", "overflow"}, {"events", m_leftOut}}))) {
            m_leftOut = 0;
        }
        m_leftOut += m_writer.put(protocol::line(message)) ? 0 : 1;
    }

  private:
    os::LineWriter& m_writer;
    std::size_t m_leftOut = 0; // of the server's sending, one call at a time
};

int runServe(engine::ServerSettings settings, const Context& context) {
    bindToCpus(settings.compute);
    if (settings.queueFolder.empty()) {
        settings.queueFolder = queue::defaultQueueFolder();
    }
    {
        os::LineWriter writer(1, kOutbox);
        Outbox outbox(writer);
        engine::Server server(
            std::move(settings), context.installation,
            [&outbox](const protocol::Json& message, engine::Server::Kind kind) { outbox.send(message, kind); });
        os::LineReader reader(0, kLongestLine);
        std::string line;
        auto what = os::LineReader::What::Nothing;
        while (what != os::LineReader::What::End && !context.cancel->cancelled() && !writer.isClosed()) {
            // a client that asks and doesn't listen has to wait
            what = writer.isBusy() ? os::LineReader::What::Nothing : reader.next(line, 200ms);
            if (what == os::LineReader::What::Line) {
                server.handle(line);
            } else if (what == os::LineReader::What::TooLong) {
                server.lineTooLong(kLongestLine);
            } else if (writer.isBusy()) {
                std::this_thread::sleep_for(50ms);
            }
            server.tick();
        }
        server.stop();
        server.finishTrace();
        if (!context.cancel->cancelled()) {
            // the journal has everything: nobody waits for the tiles that still run
            os::abandonTemporaryFiles();
            writer.finish();
            std::_Exit(kExitDone);
        }
    }
    return kExitDone;
}

} // namespace

void addServe(CLI::App& app, Context& context) {
    CLI::App* command =
        app.add_subcommand("serve", "The engine for other programs: requests as JSON lines on the standard input,\n"
                                    "replies and events on the standard output.");
    command->footer("share/tessera/protocol/messages.schema.json describes the messages. The end of the input ends the "
                    "engine; what was\ncomputed is kept, and the next start goes on from there.\n\n"
                    "Example:\n  tessera-cli serve --devices auto < requests");
    auto settings = std::make_shared<engine::ServerSettings>();
    command->add_option("--queue", settings->queueFolder, "Queue folder (default: tessera/queue in the state folder)")
        ->option_text("DIR");
    command
        ->add_option("--trace", settings->traceFile,
                     "Write what ran when on each lane, for Perfetto or chrome://tracing")
        ->option_text("FILE");
    addComputeOptions(*command, settings->compute);
    command->callback(
        [settings, &context] { context.chosen = [settings, &context] { return runServe(*settings, context); }; });
}

} // namespace tessera::cli
