<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>tessera::ui::BatchWatch</name>
    <message numerus="yes">
        <source>%n done</source>
        <translation>
            <numerusform>%n done</numerusform>
            <numerusform>%n done</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to review</source>
        <translation>
            <numerusform>%n to review</numerusform>
            <numerusform>%n to review</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tessera::ui::Closing</name>
    <message numerus="yes">
        <source>%n scan(s) are not finished yet.</source>
        <translation>
            <numerusform>%n scan is not finished yet.</numerusform>
            <numerusform>%n scans are not finished yet.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tessera::ui::ExportDialog</name>
    <message numerus="yes">
        <source>Done: %n file(s) written, read back and found the same: %1</source>
        <translation>
            <numerusform>Done: %n file written, read back and found the same: %1</numerusform>
            <numerusform>Done: %n files written, read back and found the same: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tessera::ui::MainWindow</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more were not taken</source>
        <translation>
            <numerusform>%n more was not taken</numerusform>
            <numerusform>%n more were not taken</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tessera::ui::QueuePanel</name>
    <message numerus="yes">
        <source>Compute %n scan(s) again?</source>
        <translation>
            <numerusform>Compute %n scan again?</numerusform>
            <numerusform>Compute %n scans again?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tessera::ui::RegionsPanel</name>
    <message numerus="yes">
        <source>Colour of %n regions</source>
        <translation>
            <numerusform>Colour of %n region</numerusform>
            <numerusform>Colour of %n regions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tessera::ui::SeriesChooser</name>
    <message numerus="yes">
        <source>Segment %n series</source>
        <translation>
            <numerusform>Segment %n series</numerusform>
            <numerusform>Segment %n series</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more studies wait for an answer.</source>
        <translation>
            <numerusform>%n more study waits for an answer.</numerusform>
            <numerusform>%n more studies wait for an answer.</numerusform>
        </translation>
    </message>
</context>
</TS>
