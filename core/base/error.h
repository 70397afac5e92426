#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace tessera {

/// What went wrong, as a stable code. A user interface may translate a code; the English sentence is `Error::what()`.
/// The arguments of each code are listed in error.cpp beside its sentence; where a file is concerned it is argument 0.
enum class ErrorCode {
    Cancelled,
    Usage,
    FileMissing,
    FileUnreadable,
    FileEmpty,
    FileTruncated,
    WriteFailed,
    DiskFull,
    OutputIsInput,
    OutputExists,
    NotAnImage,
    FormatNotSupported,
    HeaderInvalid,
    HeaderExceedsFile,
    ImageTooLarge,
    NotThreeDimensional,
    SeveralFrames,
    VoxelTypeNotSupported,
    SpacingInvalid,
    MatrixSingular,
    VoxelsNotFinite,
    ImageConstant,
    LabelsNotInteger,
    LabelsScaled,
    FieldOfViewTooSmall,
    RegistrationFailed,
    GridsDiffer,
    LabelTableInvalid,
    BundleMissing,
    BundleInvalid,
    BundleHashDiffers,
    TensorFileInvalid,
    TensorMissing,
    TensorShapeDiffers,
    NetworkUnavailable,
    NetworkFailed,
    OutOfMemory,
    TilesInvalid,
    AffineFileInvalid,
    RunRecordInvalid,
    RatingsInvalid,
    CaseFileInvalid,
    CaseFileNewer,
    RerunRefused,
    InputCollision,
    NoInputs,
    DataFileOutside,
    FormatCannotHold,
    SlicesInvalid,
    TransferSyntaxNotSupported,
    PatientsMixed,
    SeriesUnclear,
    SeriesMissing,
    NoSuitableSeries,
    WeightsInvalid,
    PickleRefused,
    ModelInvalid,
    NoDeviceFits,
    DevicesOutOfMemory,
    DevicesGone,
    TileDied,
    QueueOnNetwork,
    QueueNotEmpty,
    QueueNewer,
    QueueBusy,
    QueueDamaged,
    JobMissing,
    JobNotHeld,
    JobStateRefused,
    InputChanged,
    JobInvalid,
    WorkerDied,
    ProgramFailed,
    Internal,
};

/// The only exception type that core throws on purpose: a code with arguments, and one English sentence that names the
/// file and says what to do. Thrown at the boundary that noticed; callers that can't add anything let it pass.
class Error : public std::runtime_error {
  public:
    explicit Error(ErrorCode code, std::vector<std::string> arguments = {});

    [[nodiscard]] ErrorCode code() const noexcept { return m_code; }
    [[nodiscard]] const std::vector<std::string>& arguments() const noexcept { return m_arguments; }

  private:
    ErrorCode m_code;
    std::vector<std::string> m_arguments;
};

/// The stable name of a code ("FileMissing"), for run records, `--json` and tests.
[[nodiscard]] const char* errorName(ErrorCode code) noexcept;
/// The code of a name, for errors that were written down.
[[nodiscard]] std::optional<ErrorCode> errorNamed(std::string_view name) noexcept;

} // namespace tessera
