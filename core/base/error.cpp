#include "core/base/error.h"

#include "core/base/error_sentence.h"

#include <array>
#include <string_view>

namespace tessera {
namespace {

struct Entry {
    ErrorCode code;
    const char* name;
    std::string_view sentence; // {0}, {1}, ... are the arguments
};

// Sentences are found by packaging/update-texts, for the window's languages.
#define TESSERA_SENTENCE(context, text) text

constexpr std::array kEntries{
    Entry{ErrorCode::Cancelled, "Cancelled", TESSERA_SENTENCE("Error", "Cancelled.")},
    Entry{ErrorCode::Usage, "Usage", TESSERA_SENTENCE("Error", "{0}")},
    Entry{ErrorCode::FileMissing, "FileMissing",
          TESSERA_SENTENCE("Error", "{0}: there is no such file. Check the path.")},
    Entry{ErrorCode::FileUnreadable, "FileUnreadable",
          TESSERA_SENTENCE("Error", "{0}: can't be read ({1}). Check its permissions and its disk.")},
    Entry{ErrorCode::FileEmpty, "FileEmpty",
          TESSERA_SENTENCE("Error", "{0}: the file is empty. Copy or export it again.")},
    Entry{ErrorCode::FileTruncated, "FileTruncated",
          TESSERA_SENTENCE("Error", "{0}: the file ends too early ({1}). Copy or export it again, it is incomplete.")},
    Entry{ErrorCode::WriteFailed, "WriteFailed",
          TESSERA_SENTENCE(
              "Error", "{0}: can't be written ({1}). Check the folder's permissions or choose another output folder.")},
    Entry{ErrorCode::DiskFull, "DiskFull",
          TESSERA_SENTENCE("Error", "{0}: can't be written, the disk is full. Free some space and run again.")},
    Entry{ErrorCode::OutputIsInput, "OutputIsInput",
          TESSERA_SENTENCE("Error", "{0}: this is the input itself and is not overwritten. Choose another output.")},
    Entry{ErrorCode::OutputExists, "OutputExists",
          TESSERA_SENTENCE(
              "Error",
              "{0}: a different result is there already ({1}). Choose another output folder or add --overwrite.")},
    Entry{ErrorCode::NotAnImage, "NotAnImage",
          TESSERA_SENTENCE("Error", "{0}: not an image that Tessera can read ({1}). Give it NIfTI (.nii, .nii.gz, .hdr "
                                    "with .img), Analyze, NRRD, "
                                    "MetaImage, MGH/MGZ or a DICOM series.")},
    Entry{ErrorCode::FormatNotSupported, "FormatNotSupported",
          TESSERA_SENTENCE("Error", "{0}: this format is not supported ({1}). Convert it to NIfTI (.nii.gz).")},
    Entry{ErrorCode::HeaderInvalid, "HeaderInvalid",
          TESSERA_SENTENCE("Error", "{0}: the header is damaged ({1}). Export the image again from its source.")},
    Entry{ErrorCode::HeaderExceedsFile, "HeaderExceedsFile",
          TESSERA_SENTENCE(
              "Error",
              "{0}: the header promises {1} bytes of voxels, more than the file holds. Copy or export it again.")},
    Entry{ErrorCode::ImageTooLarge, "ImageTooLarge",
          TESSERA_SENTENCE("Error",
                           "{0}: {1} voxels are more than the {2} that Tessera accepts. Crop or resample the image.")},
    Entry{ErrorCode::NotThreeDimensional, "NotThreeDimensional",
          TESSERA_SENTENCE("Error",
                           "{0}: the image has {1} voxels, a 3-D volume is needed. Give it the whole 3-D T1 series.")},
    Entry{ErrorCode::SeveralFrames, "SeveralFrames",
          TESSERA_SENTENCE("Error", "{0}: the image has {1} frames (a time series or several channels). Extract the T1 "
                                    "frame to its own file.")},
    Entry{ErrorCode::VoxelTypeNotSupported, "VoxelTypeNotSupported",
          TESSERA_SENTENCE(
              "Error", "{0}: voxels of type {1} can't be segmented. Convert the image to one real number a voxel.")},
    Entry{
        ErrorCode::SpacingInvalid, "SpacingInvalid",
        TESSERA_SENTENCE(
            "Error", "{0}: the voxel spacing {1} mm is not plausible. Correct the header or export the image again.")},
    Entry{ErrorCode::MatrixSingular, "MatrixSingular",
          TESSERA_SENTENCE(
              "Error", "{0}: the orientation matrix ({1}) is singular. Correct the header or export the image again.")},
    Entry{ErrorCode::VoxelsNotFinite, "VoxelsNotFinite",
          TESSERA_SENTENCE("Error",
                           "{0}: {1} voxels are NaN or infinite. Replace them by 0 (background) and run again.")},
    Entry{ErrorCode::ImageConstant, "ImageConstant",
          TESSERA_SENTENCE("Error", "{0}: nearly all voxels have the value {1}, there is nothing to segment. Check "
                                    "that this is the right file.")},
    Entry{
        ErrorCode::LabelsNotInteger, "LabelsNotInteger",
        TESSERA_SENTENCE(
            "Error",
            "{0}: holds values that are not label numbers (found {1}). Give it a label map, not an intensity image.")},
    Entry{ErrorCode::LabelsScaled, "LabelsScaled",
          TESSERA_SENTENCE(
              "Error",
              "{0}: the header scales the label numbers ({1}). Save the label map with slope 1 and intercept 0.")},
    Entry{ErrorCode::FieldOfViewTooSmall, "FieldOfViewTooSmall",
          TESSERA_SENTENCE("Error",
                           "{0}: no whole brain in the field of view ({1}). A T1 scan of the whole head is needed.")},
    Entry{ErrorCode::RegistrationFailed, "RegistrationFailed",
          TESSERA_SENTENCE(
              "Error",
              "{0}: could not be aligned with the template ({1}). Check that this is a T1 scan of a whole head.")},
    Entry{ErrorCode::GridsDiffer, "GridsDiffer",
          TESSERA_SENTENCE("Error", "{0}: its grid differs from {1} ({2}). Give it images of one grid.")},
    Entry{
        ErrorCode::LabelTableInvalid, "LabelTableInvalid",
        TESSERA_SENTENCE(
            "Error",
            "{0}: not a label table ({1}). Give it a _dseg.tsv, or a colour table of FreeSurfer, ITK-SNAP or Slicer.")},
    Entry{ErrorCode::BundleMissing, "BundleMissing",
          TESSERA_SENTENCE("Error", "{0}: no such model bundle. Give it a folder with a manifest.json, or a name from "
                                    "`tessera-cli model list`.")},
    Entry{ErrorCode::BundleInvalid, "BundleInvalid",
          TESSERA_SENTENCE("Error", "{0}: the model bundle is invalid ({1}). Install the bundle again.")},
    Entry{ErrorCode::BundleHashDiffers, "BundleHashDiffers",
          TESSERA_SENTENCE(
              "Error",
              "{0}: the file's SHA-256 is not the one that the bundle's manifest states. Install the bundle again.")},
    Entry{ErrorCode::TensorFileInvalid, "TensorFileInvalid",
          TESSERA_SENTENCE("Error", "{0}: not a valid safetensors file ({1}). Install the bundle again.")},
    Entry{ErrorCode::TensorMissing, "TensorMissing",
          TESSERA_SENTENCE("Error", "{0}: the tensor {1} is missing. Install the bundle again.")},
    Entry{ErrorCode::TensorShapeDiffers, "TensorShapeDiffers",
          TESSERA_SENTENCE("Error", "{0}: the tensor {1} is {2}, the network needs {3}. Install the bundle again.")},
    Entry{ErrorCode::NetworkUnavailable, "NetworkUnavailable",
          TESSERA_SENTENCE("Error",
                           "{0}: the network library can't be opened ({1}). Run packaging/setup and build again.")},
    Entry{
        ErrorCode::NetworkFailed, "NetworkFailed",
        TESSERA_SENTENCE("Error", "{0}: the network stopped ({1}). Check the model with `tessera-cli model verify`.")},
    Entry{ErrorCode::OutOfMemory, "OutOfMemory",
          TESSERA_SENTENCE(
              "Error",
              "{0}: the memory ran out. Close other programs, or use a machine with more memory, and run again.")},
    Entry{ErrorCode::TilesInvalid, "TilesInvalid",
          TESSERA_SENTENCE("Error", "{0}: the tiles can't be fused ({1}). Check the tile folder.")},
    Entry{
        ErrorCode::AffineFileInvalid, "AffineFileInvalid",
        TESSERA_SENTENCE(
            "Error",
            "{0}: not an affine ({1}). Give it a text file of four rows with four numbers, as reg_aladin writes it.")},
    Entry{ErrorCode::RunRecordInvalid, "RunRecordInvalid",
          TESSERA_SENTENCE("Error", "{0}: not a run record ({1}). Give it a NAME_run.json that Tessera wrote.")},
    Entry{ErrorCode::RatingsInvalid, "RatingsInvalid",
          TESSERA_SENTENCE(
              "Error",
              "{0}: the ratings in it can't be read ({1}) and are left alone. Move the file away to begin with none.")},
    Entry{ErrorCode::CaseFileInvalid, "CaseFileInvalid",
          TESSERA_SENTENCE(
              "Error",
              "{0}: not a case that Tessera saved ({1}). Open the scan and its label map themselves, and save the case "
              "again.")},
    Entry{ErrorCode::CaseFileNewer, "CaseFileNewer",
          TESSERA_SENTENCE("Error", "{0}: a newer Tessera saved this case (version {1}, this program knows {2}). "
                                    "Update Tessera, or open the scan "
                                    "and its label map themselves.")},
    Entry{ErrorCode::RerunRefused, "RerunRefused",
          TESSERA_SENTENCE("Error",
                           "{0}: the run can't be repeated ({1}). Restore what it was made from and try again.")},
    Entry{ErrorCode::InputCollision, "InputCollision",
          TESSERA_SENTENCE(
              "Error", "{0} and {1}: both would write {2}. Rename one of them or give them separate output folders.")},
    Entry{
        ErrorCode::NoInputs, "NoInputs",
        TESSERA_SENTENCE(
            "Error",
            "{0}: holds no image to segment. Give it a folder with T1 scans (NIfTI, NRRD, MetaImage, MGZ or DICOM).")},
    Entry{ErrorCode::DataFileOutside, "DataFileOutside",
          TESSERA_SENTENCE("Error", "{0}: its data file {1} lies outside the header's own folder and isn't opened. "
                                    "Move it beside the header.")},
    Entry{ErrorCode::FormatCannotHold, "FormatCannotHold",
          TESSERA_SENTENCE(
              "Error", "{0}: this format can't hold the image ({1}). Choose another one, .nii.gz holds everything.")},
    Entry{ErrorCode::SlicesInvalid, "SlicesInvalid",
          TESSERA_SENTENCE("Error", "{0}: the slices don't make one volume ({1}). Export the whole series again, with "
                                    "nothing else beside it.")},
    Entry{ErrorCode::TransferSyntaxNotSupported, "TransferSyntaxNotSupported",
          TESSERA_SENTENCE("Error", "{0}: its transfer syntax {1} can't be read. Export the series uncompressed.")},
    Entry{ErrorCode::PatientsMixed, "PatientsMixed",
          TESSERA_SENTENCE(
              "Error",
              "{0}: this folder holds files of {1} patients and nothing of it is used. Give each patient a folder.")},
    Entry{ErrorCode::SeriesUnclear, "SeriesUnclear",
          TESSERA_SENTENCE(
              "Error",
              "{0}: several series could be the T1 scan:\n{1}\nChoose one with --series and its number or UID.")},
    Entry{ErrorCode::SeriesMissing, "SeriesMissing",
          TESSERA_SENTENCE("Error", "{0}: there is no series {1} in it. It holds:\n{2}")},
    Entry{ErrorCode::NoSuitableSeries, "NoSuitableSeries",
          TESSERA_SENTENCE(
              "Error", "{0}: no series in it can be segmented:\n{1}\nA 3-D T1 series of the whole head is needed.")},
    Entry{ErrorCode::WeightsInvalid, "WeightsInvalid",
          TESSERA_SENTENCE(
              "Error", "{0}: these weights can't be imported ({1}). Get the file again from where it was published.")},
    Entry{ErrorCode::PickleRefused, "PickleRefused",
          TESSERA_SENTENCE(
              "Error",
              "{0}: refused, its pickle asks for {1}, which weights never need. Don't use this file, it may do harm.")},
    Entry{ErrorCode::ModelInvalid, "ModelInvalid",
          TESSERA_SENTENCE(
              "Error",
              "{0}: this model can't be imported ({1}). Check the folder against where the model was published.")},
    Entry{ErrorCode::NoDeviceFits, "NoDeviceFits",
          TESSERA_SENTENCE("Error", "{0}: the model's network needs {1} MiB at once, and no device has so much for us "
                                    "({2}). Close what else uses the devices, or let the CPU take part.")},
    Entry{ErrorCode::DevicesOutOfMemory, "DevicesOutOfMemory",
          TESSERA_SENTENCE("Error", "{0}: one of its tiles ran out of memory on every device that could take it ({1}). "
                                    "Close what else uses the "
                                    "devices, or let the CPU take part, and run again.")},
    Entry{ErrorCode::DevicesGone, "DevicesGone",
          TESSERA_SENTENCE("Error", "{0}: no device is left to compute on ({1}). Check the devices and run again.")},
    Entry{ErrorCode::TileDied, "TileDied",
          TESSERA_SENTENCE("Error", "{0}: one of its tiles ended {1} times with the process or driver that computed it "
                                    "({2}). Run again with other "
                                    "devices.")},
    Entry{ErrorCode::QueueOnNetwork, "QueueOnNetwork",
          TESSERA_SENTENCE(
              "Error",
              "{0}: lies on a network file system ({1}), where a queue would not survive a crash. Choose a folder on a "
              "local disk.")},
    Entry{ErrorCode::QueueNotEmpty, "QueueNotEmpty",
          TESSERA_SENTENCE("Error",
                           "{0}: this folder holds other files and no queue. Choose an empty folder or a new one.")},
    Entry{ErrorCode::QueueNewer, "QueueNewer",
          TESSERA_SENTENCE(
              "Error",
              "{0}: a newer Tessera made this queue (version {1}, this program knows {2}). Update Tessera or choose "
              "another queue folder.")},
    Entry{
        ErrorCode::QueueBusy, "QueueBusy",
        TESSERA_SENTENCE(
            "Error",
            "{0}: another program doesn't let go of the queue. Wait until it has finished, or end it, and try again.")},
    Entry{
        ErrorCode::QueueDamaged, "QueueDamaged",
        TESSERA_SENTENCE(
            "Error",
            "{0}: the queue's journal is damaged ({1}). End every Tessera that uses this queue and start one again, it "
            "rebuilds the journal from the job folders.")},
    Entry{ErrorCode::JobMissing, "JobMissing",
          TESSERA_SENTENCE("Error",
                           "{0}: there is no job {1} in this queue. List the queue again, the job has been removed.")},
    Entry{
        ErrorCode::JobNotHeld, "JobNotHeld",
        TESSERA_SENTENCE(
            "Error",
            "{0}: job {1} was taken back from this program, it is {2} now. List the queue to see what became of it.")},
    Entry{ErrorCode::JobStateRefused, "JobStateRefused",
          TESSERA_SENTENCE(
              "Error",
              "{0}: job {1} is {2} and can't become {3}. List the queue again, its state may just have changed.")},
    Entry{ErrorCode::InputChanged, "InputChanged",
          TESSERA_SENTENCE(
              "Error", "{0}: has changed since it was enqueued ({1}). Enqueue it again if the new content is meant.")},
    Entry{ErrorCode::JobInvalid, "JobInvalid",
          TESSERA_SENTENCE(
              "Error", "{0}: the queue says something about this job that isn't understood ({1}). Enqueue it again.")},
    Entry{ErrorCode::WorkerDied, "WorkerDied",
          TESSERA_SENTENCE("Error", "{0}: the worker process that computed one of its tiles is gone ({1}). Run again, "
                                    "with --lane-kind stream if "
                                    "it happens once more.")},
    Entry{ErrorCode::ProgramFailed, "ProgramFailed",
          TESSERA_SENTENCE("Error",
                           "{0}: this program can't be run or failed ({1}). Check that it is installed and works.")},
    Entry{ErrorCode::Internal, "Internal",
          TESSERA_SENTENCE("Error", "{0}: internal error ({1}). Please report it with this sentence.")},
};

const Entry& entryOf(ErrorCode code) noexcept {
    for (const Entry& entry : kEntries) {
        if (entry.code == code) {
            return entry;
        }
    }
    return kEntries.back();
}

} // namespace

std::string renderSentence(std::string_view sentence, const std::vector<std::string>& arguments) {
    std::string out;
    for (std::size_t i = 0; i < sentence.size(); ++i) {
        if (sentence[i] == '{' && i + 2 < sentence.size() && sentence[i + 2] == '}') {
            const auto index = static_cast<std::size_t>(sentence[i + 1] - '0');
            out += index < arguments.size() ? arguments[index] : std::string("?");
            i += 2;
        } else {
            out += sentence[i];
        }
    }
    return out;
}

Error::Error(ErrorCode code, std::vector<std::string> arguments)
    : std::runtime_error(renderSentence(entryOf(code).sentence, arguments)), m_code(code),
      m_arguments(std::move(arguments)) {}

std::optional<ErrorCode> errorNamed(std::string_view name) noexcept {
    for (const Entry& entry : kEntries) {
        if (name == entry.name) {
            return entry.code;
        }
    }
    return std::nullopt;
}

const char* errorName(ErrorCode code) noexcept {
    return entryOf(code).name;
}

std::string_view errorSentence(ErrorCode code) noexcept {
    return entryOf(code).sentence;
}

} // namespace tessera
