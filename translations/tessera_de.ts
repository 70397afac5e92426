<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>CaseData</name>
    <message>
        <source>This label map was made from another scan, or the scan&apos;s file has changed since: its run record names other contents. Check that they belong together.</source>
        <translation>Diese Label-Karte wurde aus einer anderen Aufnahme berechnet, oder die Datei der Aufnahme wurde seither geändert: Ihr Laufprotokoll nennt andere Inhalte. Prüfen Sie, ob beide zusammengehören.</translation>
    </message>
    <message>
        <source>This label map was changed after its run: the state and the agreement of that run aren&apos;t the map&apos;s. Volumes are measured from the map as it is.</source>
        <translation>Diese Label-Karte wurde nach ihrer Berechnung geändert: Zustand und Übereinstimmung jenes Laufs gelten nicht für sie. Die Volumina sind aus der Karte gemessen, wie sie ist.</translation>
    </message>
    <message>
        <source>The label map lies on another grid than the scan; it is shown where its voxels lie in the world, resampled. Its volumes are those of its own grid.</source>
        <translation>Die Label-Karte liegt auf einem anderen Gitter als die Aufnahme; sie wird dort gezeigt, wo ihre Voxel im Raum liegen, neu abgetastet. Ihre Volumina sind die ihres eigenen Gitters.</translation>
    </message>
    <message>
        <source>No table lies beside the label map: its numbers are taken for BrainCOLOR&apos;s. If they are another atlas&apos;s, the names and sides shown are wrong.</source>
        <translation>Neben der Label-Karte liegt keine Tabelle: Ihre Nummern werden für die von BrainCOLOR gehalten. Gehören sie zu einem anderen Atlas, sind die gezeigten Namen und Seiten falsch.</translation>
    </message>
</context>
<context>
    <name>DropPlan</name>
    <message>
        <source>%1 isn&apos;t there (any more), or may not be read. Check the disk or the network drive that it lies on.</source>
        <translation>%1 ist nicht (mehr) vorhanden oder darf nicht gelesen werden. Prüfen Sie das Laufwerk oder Netzlaufwerk, auf dem es liegt.</translation>
    </message>
    <message>
        <source>%1 isn&apos;t opened: one saved case at a time.</source>
        <translation>%1 wird nicht geöffnet: immer nur ein gespeicherter Fall auf einmal.</translation>
    </message>
    <message>
        <source>%1 looks like a label map and isn&apos;t segmented. Drop it together with its scan to see both.</source>
        <translation>%1 sieht wie eine Label-Karte aus und wird nicht segmentiert. Ziehen Sie sie zusammen mit ihrer Aufnahme ins Fenster, um beide zu sehen.</translation>
    </message>
    <message>
        <source>%1 lies on another machine. Save it to a folder of this one, then drop that.</source>
        <translation>%1 liegt auf einem anderen Rechner. Speichern Sie es in einem Ordner dieses Rechners und ziehen Sie es von dort ins Fenster.</translation>
    </message>
    <message>
        <source>The results of %1 go to %2, since nothing can be written beside the scan.</source>
        <translation>Die Ergebnisse von %1 kommen nach %2, denn neben der Aufnahme kann nichts geschrieben werden.</translation>
    </message>
</context>
<context>
    <name>Error</name>
    <message>
        <source>Cancelled.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>{0}</source>
        <translation>{0}</translation>
    </message>
    <message>
        <source>{0}: there is no such file. Check the path.</source>
        <translation>{0}: Diese Datei gibt es nicht. Prüfen Sie den Pfad.</translation>
    </message>
    <message>
        <source>{0}: can&apos;t be read ({1}). Check its permissions and its disk.</source>
        <translation>{0}: kann nicht gelesen werden ({1}). Prüfen Sie die Zugriffsrechte und den Datenträger.</translation>
    </message>
    <message>
        <source>{0}: the file is empty. Copy or export it again.</source>
        <translation>{0}: Die Datei ist leer. Kopieren oder exportieren Sie sie noch einmal.</translation>
    </message>
    <message>
        <source>{0}: the file ends too early ({1}). Copy or export it again, it is incomplete.</source>
        <translation>{0}: Die Datei endet zu früh ({1}). Kopieren oder exportieren Sie sie noch einmal, sie ist unvollständig.</translation>
    </message>
    <message>
        <source>{0}: can&apos;t be written ({1}). Check the folder&apos;s permissions or choose another output folder.</source>
        <translation>{0}: kann nicht geschrieben werden ({1}). Prüfen Sie die Rechte des Ordners oder wählen Sie einen anderen Ergebnisordner.</translation>
    </message>
    <message>
        <source>{0}: can&apos;t be written, the disk is full. Free some space and run again.</source>
        <translation>{0}: kann nicht geschrieben werden, der Datenträger ist voll. Schaffen Sie Platz und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>{0}: this is the input itself and is not overwritten. Choose another output.</source>
        <translation>{0}: Das ist die Eingabe selbst und wird nicht überschrieben. Wählen Sie eine andere Ausgabe.</translation>
    </message>
    <message>
        <source>{0}: a different result is there already ({1}). Choose another output folder or add --overwrite.</source>
        <translation>{0}: Dort liegt schon ein anderes Ergebnis ({1}). Wählen Sie einen anderen Ergebnisordner oder geben Sie --overwrite an.</translation>
    </message>
    <message>
        <source>{0}: not an image that Tessera can read ({1}). Give it NIfTI (.nii, .nii.gz, .hdr with .img), Analyze, NRRD, MetaImage, MGH/MGZ or a DICOM series.</source>
        <translation>{0}: kein Bild, das Tessera lesen kann ({1}). Geben Sie NIfTI (.nii, .nii.gz, .hdr mit .img), Analyze, NRRD, MetaImage, MGH/MGZ oder eine DICOM-Serie an.</translation>
    </message>
    <message>
        <source>{0}: this format is not supported ({1}). Convert it to NIfTI (.nii.gz).</source>
        <translation>{0}: Dieses Format wird nicht unterstützt ({1}). Wandeln Sie es in NIfTI (.nii.gz) um.</translation>
    </message>
    <message>
        <source>{0}: the header is damaged ({1}). Export the image again from its source.</source>
        <translation>{0}: Der Header ist beschädigt ({1}). Exportieren Sie das Bild noch einmal aus seiner Quelle.</translation>
    </message>
    <message>
        <source>{0}: the header promises {1} bytes of voxels, more than the file holds. Copy or export it again.</source>
        <translation>{0}: Der Header verspricht {1} Bytes an Voxeln, mehr als die Datei enthält. Kopieren oder exportieren Sie sie noch einmal.</translation>
    </message>
    <message>
        <source>{0}: {1} voxels are more than the {2} that Tessera accepts. Crop or resample the image.</source>
        <translation>{0}: {1} Voxel sind mehr als die {2}, die Tessera annimmt. Schneiden Sie das Bild zu oder tasten Sie es gröber ab.</translation>
    </message>
    <message>
        <source>{0}: the image has {1} voxels, a 3-D volume is needed. Give it the whole 3-D T1 series.</source>
        <translation>{0}: Das Bild hat {1} Voxel, ein 3-D-Volumen wird gebraucht. Geben Sie die ganze 3-D-T1-Serie an.</translation>
    </message>
    <message>
        <source>{0}: the image has {1} frames (a time series or several channels). Extract the T1 frame to its own file.</source>
        <translation>{0}: Das Bild hat {1} Frames (eine Zeitreihe oder mehrere Kanäle). Speichern Sie den T1-Frame in einer eigenen Datei.</translation>
    </message>
    <message>
        <source>{0}: voxels of type {1} can&apos;t be segmented. Convert the image to one real number a voxel.</source>
        <translation>{0}: Voxel vom Typ {1} können nicht segmentiert werden. Wandeln Sie das Bild in eine reelle Zahl je Voxel um.</translation>
    </message>
    <message>
        <source>{0}: the voxel spacing {1} mm is not plausible. Correct the header or export the image again.</source>
        <translation>{0}: Der Voxelabstand {1} mm ist nicht plausibel. Berichtigen Sie den Header oder exportieren Sie das Bild noch einmal.</translation>
    </message>
    <message>
        <source>{0}: the orientation matrix ({1}) is singular. Correct the header or export the image again.</source>
        <translation>{0}: Die Orientierungsmatrix ({1}) ist singulär. Berichtigen Sie den Header oder exportieren Sie das Bild noch einmal.</translation>
    </message>
    <message>
        <source>{0}: {1} voxels are NaN or infinite. Replace them by 0 (background) and run again.</source>
        <translation>{0}: {1} Voxel sind NaN oder unendlich. Ersetzen Sie sie durch 0 (Hintergrund) und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>{0}: nearly all voxels have the value {1}, there is nothing to segment. Check that this is the right file.</source>
        <translation>{0}: Fast alle Voxel haben den Wert {1}, es gibt nichts zu segmentieren. Prüfen Sie, ob es die richtige Datei ist.</translation>
    </message>
    <message>
        <source>{0}: holds values that are not label numbers (found {1}). Give it a label map, not an intensity image.</source>
        <translation>{0}: enthält Werte, die keine Labelnummern sind (gefunden: {1}). Geben Sie eine Labelkarte an, kein Intensitätsbild.</translation>
    </message>
    <message>
        <source>{0}: the header scales the label numbers ({1}). Save the label map with slope 1 and intercept 0.</source>
        <translation>{0}: Der Header skaliert die Labelnummern ({1}). Speichern Sie die Labelkarte mit Steigung 1 und Achsenabschnitt 0.</translation>
    </message>
    <message>
        <source>{0}: no whole brain in the field of view ({1}). A T1 scan of the whole head is needed.</source>
        <translation>{0}: kein ganzes Gehirn im Bildfeld ({1}). Eine T1-Aufnahme des ganzen Kopfes wird gebraucht.</translation>
    </message>
    <message>
        <source>{0}: could not be aligned with the template ({1}). Check that this is a T1 scan of a whole head.</source>
        <translation>{0}: konnte nicht an der Vorlage ausgerichtet werden ({1}). Prüfen Sie, ob es eine T1-Aufnahme eines ganzen Kopfes ist.</translation>
    </message>
    <message>
        <source>{0}: its grid differs from {1} ({2}). Give it images of one grid.</source>
        <translation>{0}: Sein Gitter unterscheidet sich von {1} ({2}). Geben Sie Bilder desselben Gitters an.</translation>
    </message>
    <message>
        <source>{0}: not a label table ({1}). Give it a _dseg.tsv, or a colour table of FreeSurfer, ITK-SNAP or Slicer.</source>
        <translation>{0}: keine Labeltabelle ({1}). Geben Sie eine _dseg.tsv oder eine Farbtabelle von FreeSurfer, ITK-SNAP oder Slicer an.</translation>
    </message>
    <message>
        <source>{0}: no such model bundle. Give it a folder with a manifest.json, or a name from `tessera-cli model list`.</source>
        <translation>{0}: Dieses Modellpaket gibt es nicht. Geben Sie einen Ordner mit einer manifest.json oder einen Namen aus `tessera-cli model list` an.</translation>
    </message>
    <message>
        <source>{0}: the model bundle is invalid ({1}). Install the bundle again.</source>
        <translation>{0}: Das Modellpaket ist ungültig ({1}). Installieren Sie es neu.</translation>
    </message>
    <message>
        <source>{0}: the file&apos;s SHA-256 is not the one that the bundle&apos;s manifest states. Install the bundle again.</source>
        <translation>{0}: Die SHA-256 der Datei ist nicht die, die das Manifest des Pakets nennt. Installieren Sie das Paket neu.</translation>
    </message>
    <message>
        <source>{0}: not a valid safetensors file ({1}). Install the bundle again.</source>
        <translation>{0}: keine gültige safetensors-Datei ({1}). Installieren Sie das Paket neu.</translation>
    </message>
    <message>
        <source>{0}: the tensor {1} is missing. Install the bundle again.</source>
        <translation>{0}: Der Tensor {1} fehlt. Installieren Sie das Paket neu.</translation>
    </message>
    <message>
        <source>{0}: the tensor {1} is {2}, the network needs {3}. Install the bundle again.</source>
        <translation>{0}: Der Tensor {1} ist {2}, das Netz braucht {3}. Installieren Sie das Paket neu.</translation>
    </message>
    <message>
        <source>{0}: the network library can&apos;t be opened ({1}). Run packaging/setup and build again.</source>
        <translation>{0}: Die Bibliothek des Netzes kann nicht geöffnet werden ({1}). Führen Sie packaging/setup aus und bauen Sie neu.</translation>
    </message>
    <message>
        <source>{0}: the network stopped ({1}). Check the model with `tessera-cli model verify`.</source>
        <translation>{0}: Das Netz blieb stehen ({1}). Prüfen Sie das Modell mit `tessera-cli model verify`.</translation>
    </message>
    <message>
        <source>{0}: the memory ran out. Close other programs, or use a machine with more memory, and run again.</source>
        <translation>{0}: Der Speicher reichte nicht. Schließen Sie andere Programme oder nehmen Sie einen Rechner mit mehr Speicher und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>{0}: the tiles can&apos;t be fused ({1}). Check the tile folder.</source>
        <translation>{0}: Die Kacheln können nicht verschmolzen werden ({1}). Prüfen Sie den Ordner der Kacheln.</translation>
    </message>
    <message>
        <source>{0}: not an affine ({1}). Give it a text file of four rows with four numbers, as reg_aladin writes it.</source>
        <translation>{0}: keine affine Abbildung ({1}). Geben Sie eine Textdatei mit vier Zeilen zu vier Zahlen an, wie reg_aladin sie schreibt.</translation>
    </message>
    <message>
        <source>{0}: not a run record ({1}). Give it a NAME_run.json that Tessera wrote.</source>
        <translation>{0}: kein Laufprotokoll ({1}). Geben Sie eine NAME_run.json an, die Tessera geschrieben hat.</translation>
    </message>
    <message>
        <source>{0}: the ratings in it can&apos;t be read ({1}) and are left alone. Move the file away to begin with none.</source>
        <translation>{0}: Die Bewertungen darin können nicht gelesen werden ({1}) und bleiben unberührt. Verschieben Sie die Datei, um ohne Bewertungen zu beginnen.</translation>
    </message>
    <message>
        <source>{0}: not a case that Tessera saved ({1}). Open the scan and its label map themselves, and save the case again.</source>
        <translation>{0}: kein Fall, den Tessera gespeichert hat ({1}). Öffnen Sie Aufnahme und Labelkarte selbst und speichern Sie den Fall neu.</translation>
    </message>
    <message>
        <source>{0}: a newer Tessera saved this case (version {1}, this program knows {2}). Update Tessera, or open the scan and its label map themselves.</source>
        <translation>{0}: Ein neueres Tessera hat diesen Fall gespeichert (Version {1}, dieses Programm kennt {2}). Aktualisieren Sie Tessera oder öffnen Sie Aufnahme und Labelkarte selbst.</translation>
    </message>
    <message>
        <source>{0}: the run can&apos;t be repeated ({1}). Restore what it was made from and try again.</source>
        <translation>{0}: Der Lauf kann nicht wiederholt werden ({1}). Stellen Sie wieder her, woraus er entstand, und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>{0} and {1}: both would write {2}. Rename one of them or give them separate output folders.</source>
        <translation>{0} und {1}: Beide würden {2} schreiben. Benennen Sie eine um oder geben Sie ihnen getrennte Ergebnisordner.</translation>
    </message>
    <message>
        <source>{0}: holds no image to segment. Give it a folder with T1 scans (NIfTI, NRRD, MetaImage, MGZ or DICOM).</source>
        <translation>{0}: enthält kein Bild zum Segmentieren. Geben Sie einen Ordner mit T1-Aufnahmen an (NIfTI, NRRD, MetaImage, MGZ oder DICOM).</translation>
    </message>
    <message>
        <source>{0}: its data file {1} lies outside the header&apos;s own folder and isn&apos;t opened. Move it beside the header.</source>
        <translation>{0}: Seine Datendatei {1} liegt außerhalb des Ordners des Headers und wird nicht geöffnet. Legen Sie sie neben den Header.</translation>
    </message>
    <message>
        <source>{0}: this format can&apos;t hold the image ({1}). Choose another one, .nii.gz holds everything.</source>
        <translation>{0}: Dieses Format kann das Bild nicht aufnehmen ({1}). Wählen Sie ein anderes, .nii.gz nimmt alles auf.</translation>
    </message>
    <message>
        <source>{0}: the slices don&apos;t make one volume ({1}). Export the whole series again, with nothing else beside it.</source>
        <translation>{0}: Die Schichten ergeben kein Volumen ({1}). Exportieren Sie die ganze Serie noch einmal, ohne anderes daneben.</translation>
    </message>
    <message>
        <source>{0}: its transfer syntax {1} can&apos;t be read. Export the series uncompressed.</source>
        <translation>{0}: Seine Transfersyntax {1} kann nicht gelesen werden. Exportieren Sie die Serie unkomprimiert.</translation>
    </message>
    <message>
        <source>{0}: this folder holds files of {1} patients and nothing of it is used. Give each patient a folder.</source>
        <translation>{0}: Dieser Ordner enthält Dateien von {1} Patienten, nichts davon wird benutzt. Geben Sie jedem Patienten einen Ordner.</translation>
    </message>
    <message>
        <source>{0}: several series could be the T1 scan:
{1}
Choose one with --series and its number or UID.</source>
        <translation>{0}: Mehrere Serien könnten die T1-Aufnahme sein:
{1}
Wählen Sie eine mit --series und ihrer Nummer oder UID.</translation>
    </message>
    <message>
        <source>{0}: there is no series {1} in it. It holds:
{2}</source>
        <translation>{0}: Darin gibt es keine Serie {1}. Es enthält:
{2}</translation>
    </message>
    <message>
        <source>{0}: no series in it can be segmented:
{1}
A 3-D T1 series of the whole head is needed.</source>
        <translation>{0}: Keine Serie darin kann segmentiert werden:
{1}
Eine 3-D-T1-Serie des ganzen Kopfes wird gebraucht.</translation>
    </message>
    <message>
        <source>{0}: these weights can&apos;t be imported ({1}). Get the file again from where it was published.</source>
        <translation>{0}: Diese Gewichte können nicht importiert werden ({1}). Holen Sie die Datei noch einmal von dort, wo sie veröffentlicht wurde.</translation>
    </message>
    <message>
        <source>{0}: refused, its pickle asks for {1}, which weights never need. Don&apos;t use this file, it may do harm.</source>
        <translation>{0}: abgelehnt, sein Pickle verlangt {1}, was Gewichte nie brauchen. Benutzen Sie diese Datei nicht, sie kann Schaden anrichten.</translation>
    </message>
    <message>
        <source>{0}: this model can&apos;t be imported ({1}). Check the folder against where the model was published.</source>
        <translation>{0}: Dieses Modell kann nicht importiert werden ({1}). Vergleichen Sie den Ordner mit der Veröffentlichung des Modells.</translation>
    </message>
    <message>
        <source>{0}: one of its tiles ran out of memory on every device that could take it ({1}). Close what else uses the devices, or let the CPU take part, and run again.</source>
        <translation>{0}: Einer seiner Kacheln fehlte auf jedem Gerät, das sie nehmen konnte, der Speicher ({1}). Schließen Sie, was die Geräte sonst benutzt, oder lassen Sie die CPU mitrechnen, und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>{0}: no device is left to compute on ({1}). Check the devices and run again.</source>
        <translation>{0}: Kein Gerät ist mehr da, um zu rechnen ({1}). Prüfen Sie die Geräte und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>{0}: one of its tiles ended {1} times with the process or driver that computed it ({2}). Run again with other devices.</source>
        <translation>{0}: Eine seiner Kacheln endete {1}-mal mit dem Prozess oder Treiber, der sie rechnete ({2}). Versuchen Sie es mit anderen Geräten.</translation>
    </message>
    <message>
        <source>{0}: lies on a network file system ({1}), where a queue would not survive a crash. Choose a folder on a local disk.</source>
        <translation>{0}: liegt auf einem Netzlaufwerk ({1}), wo eine Warteschlange keinen Absturz überstünde. Wählen Sie einen Ordner auf einem lokalen Datenträger.</translation>
    </message>
    <message>
        <source>{0}: this folder holds other files and no queue. Choose an empty folder or a new one.</source>
        <translation>{0}: Dieser Ordner enthält andere Dateien und keine Warteschlange. Wählen Sie einen leeren oder neuen Ordner.</translation>
    </message>
    <message>
        <source>{0}: a newer Tessera made this queue (version {1}, this program knows {2}). Update Tessera or choose another queue folder.</source>
        <translation>{0}: Ein neueres Tessera hat diese Warteschlange angelegt (Version {1}, dieses Programm kennt {2}). Aktualisieren Sie Tessera oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>{0}: another program doesn&apos;t let go of the queue. Wait until it has finished, or end it, and try again.</source>
        <translation>{0}: Ein anderes Programm gibt die Warteschlange nicht frei. Warten Sie, bis es fertig ist, oder beenden Sie es, und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>{0}: the queue&apos;s journal is damaged ({1}). End every Tessera that uses this queue and start one again, it rebuilds the journal from the job folders.</source>
        <translation>{0}: Das Journal der Warteschlange ist beschädigt ({1}). Beenden Sie jedes Tessera, das sie benutzt, und starten Sie eines neu; es baut das Journal aus den Auftragsordnern wieder auf.</translation>
    </message>
    <message>
        <source>{0}: there is no job {1} in this queue. List the queue again, the job has been removed.</source>
        <translation>{0}: In dieser Warteschlange gibt es keinen Auftrag {1}. Lesen Sie die Liste neu, er wurde entfernt.</translation>
    </message>
    <message>
        <source>{0}: job {1} was taken back from this program, it is {2} now. List the queue to see what became of it.</source>
        <translation>{0}: Auftrag {1} wurde diesem Programm abgenommen, er ist jetzt {2}. Lesen Sie die Liste neu, um zu sehen, was aus ihm wurde.</translation>
    </message>
    <message>
        <source>{0}: job {1} is {2} and can&apos;t become {3}. List the queue again, its state may just have changed.</source>
        <translation>{0}: Auftrag {1} ist {2} und kann nicht {3} werden. Lesen Sie die Liste neu, sein Zustand hat sich vielleicht gerade geändert.</translation>
    </message>
    <message>
        <source>{0}: has changed since it was enqueued ({1}). Enqueue it again if the new content is meant.</source>
        <translation>{0}: hat sich geändert, seit es eingereiht wurde ({1}). Reihen Sie es neu ein, wenn der neue Inhalt gemeint ist.</translation>
    </message>
    <message>
        <source>{0}: the queue says something about this job that isn&apos;t understood ({1}). Enqueue it again.</source>
        <translation>{0}: Die Warteschlange sagt etwas über diesen Auftrag, das nicht verstanden wird ({1}). Reihen Sie ihn neu ein.</translation>
    </message>
    <message>
        <source>{0}: the worker process that computed one of its tiles is gone ({1}). Run again, with --lane-kind stream if it happens once more.</source>
        <translation>{0}: Der Arbeitsprozess, der eine seiner Kacheln rechnete, ist weg ({1}). Versuchen Sie es erneut, mit --lane-kind stream, wenn es wieder geschieht.</translation>
    </message>
    <message>
        <source>{0}: this program can&apos;t be run or failed ({1}). Check that it is installed and works.</source>
        <translation>{0}: Dieses Programm kann nicht gestartet werden oder schlug fehl ({1}). Prüfen Sie, ob es installiert ist und funktioniert.</translation>
    </message>
    <message>
        <source>{0}: internal error ({1}). Please report it with this sentence.</source>
        <translation>{0}: interner Fehler ({1}). Bitte melden Sie ihn mit diesem Satz.</translation>
    </message>
    <message>
        <source>{0}: the model&apos;s network needs {1} MiB at once, and no device has so much for us ({2}). Close what else uses the devices, or let the CPU take part.</source>
        <translation>{0}: Das Netz des Modells braucht auf einmal {1} MiB, und kein Gerät hat so viel für uns ({2}). Schließen Sie, was die Geräte sonst benutzt, oder lassen Sie die CPU mitrechnen.</translation>
    </message>
</context>
<context>
    <name>OpenGL</name>
    <message>
        <source>This display offers no OpenGL.</source>
        <translation>Diese Anzeige bietet kein OpenGL.</translation>
    </message>
    <message>
        <source>This display offers OpenGL %1.%2 only; 3.2 is needed.</source>
        <translation>Diese Anzeige bietet nur OpenGL %1.%2; erforderlich ist 3.2.</translation>
    </message>
</context>
<context>
    <name>PredictionWords</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>The network needs %1, which %2 doesn&apos;t have.</source>
        <translation>Das Netz braucht %1, die %2 nicht hat.</translation>
    </message>
    <message>
        <source>The network takes %1 of memory on %2.</source>
        <translation>Das Netz braucht auf %2 %1 Speicher.</translation>
    </message>
    <message>
        <source>Estimate from earlier scans: the network takes about %1 and %2 of memory on %3 alone.</source>
        <translation>Schätzung aus früheren Aufnahmen: Das Netz braucht auf %3 allein etwa %1 und %2 Speicher.</translation>
    </message>
    <message>
        <source>Rough estimate from the network&apos;s layers: it takes about %1 and %2 of memory on %3 alone.</source>
        <translation>Grobe Schätzung aus den Schichten des Netzes: Es braucht auf %3 allein etwa %1 und %2 Speicher.</translation>
    </message>
    <message>
        <source>estimate %1</source>
        <translation>geschätzt %1</translation>
    </message>
</context>
<context>
    <name>ReasonWords</name>
    <message>
        <source>%1: a different result is there already (%2). &quot;Compute again&quot; in the job&apos;s menu replaces it; a folder for results can be chosen in the settings.</source>
        <translation>%1: Dort liegt schon ein anderes Ergebnis (%2). „Neu berechnen“ im Menü des Auftrags ersetzt es; ein Ordner für Ergebnisse lässt sich in den Einstellungen wählen.</translation>
    </message>
    <message>
        <source>%1: there is no such model (any more). Choose another one above the queue and drop the scan again.</source>
        <translation>%1: Dieses Modell gibt es nicht (mehr). Wählen Sie über der Warteschlange ein anderes und ziehen Sie die Aufnahme noch einmal herein.</translation>
    </message>
    <message>
        <source>%1: the network stopped (%2). Try again, or choose another model.</source>
        <translation>%1: Das Netz ist stehen geblieben (%2). Wiederholen Sie es, oder wählen Sie ein anderes Modell.</translation>
    </message>
    <message>
        <source>%1: the process that computed one of its tiles is gone (%2). Try again.</source>
        <translation>%1: Der Prozess, der eine seiner Kacheln berechnet hat, ist weg (%2). Wiederholen Sie es.</translation>
    </message>
    <message>
        <source>Brain volume not plausible</source>
        <translation>Hirnvolumen nicht plausibel</translation>
    </message>
    <message>
        <source>Regions not found</source>
        <translation>Regionen nicht gefunden</translation>
    </message>
    <message>
        <source>Unknown label numbers</source>
        <translation>Unbekannte Labelnummern</translation>
    </message>
    <message>
        <source>Segmentation touches the edge of the scan</source>
        <translation>Segmentierung berührt den Rand der Aufnahme</translation>
    </message>
    <message>
        <source>Segmentation touches the edge of what the model sees</source>
        <translation>Segmentierung berührt den Rand dessen, was das Modell sieht</translation>
    </message>
    <message>
        <source>Registration to be checked</source>
        <translation>Registrierung zu prüfen</translation>
    </message>
    <message>
        <source>Header contradicts itself about left and right</source>
        <translation>Header widerspricht sich bei links und rechts</translation>
    </message>
    <message>
        <source>Hemispheres differ</source>
        <translation>Hirnhälften verschieden groß</translation>
    </message>
    <message>
        <source>Left and right of a pair differ extremely</source>
        <translation>Links und rechts eines Paares extrem verschieden</translation>
    </message>
    <message>
        <source>Low agreement of the network&apos;s parts</source>
        <translation>Geringe Übereinstimmung der Netzteile</translation>
    </message>
</context>
<context>
    <name>Review</name>
    <message>
        <source>pass</source>
        <translation>angenommen</translation>
    </message>
    <message>
        <source>fail</source>
        <translation>abgelehnt</translation>
    </message>
</context>
<context>
    <name>Start</name>
    <message>
        <source>%1 Software rendering doesn&apos;t work either: install Mesa&apos;s OpenGL driver (libgl1-mesa-dri).</source>
        <translation>%1 Auch das Rendern in Software gelingt nicht: Installieren Sie Mesas OpenGL-Treiber (libgl1-mesa-dri).</translation>
    </message>
</context>
<context>
    <name>tessera::ui::About</name>
    <message>
        <source>About Tessera</source>
        <translation>Über Tessera</translation>
    </message>
    <message>
        <source>Tessera %1: whole-brain segmentation of T1 MRI.

Research software, not a medical device. Made for T1 scans of adults without large lesions. Look at every result before you use it.</source>
        <translation>Tessera %1: Segmentierung des gesamten Gehirns in T1-MRT-Aufnahmen.

Forschungssoftware, kein Medizinprodukt. Entwickelt für T1-Aufnahmen von Erwachsenen ohne große Läsionen. Sehen Sie sich jedes Ergebnis an, bevor Sie es verwenden.</translation>
    </message>
    <message>
        <source>Tessera&apos;s licence</source>
        <translation>Lizenz von Tessera</translation>
    </message>
    <message>
        <source>Licences of what it is made with</source>
        <translation>Lizenzen dessen, womit es gemacht ist</translation>
    </message>
    <message>
        <source>Made with</source>
        <translation>Gemacht mit</translation>
    </message>
</context>
<context>
    <name>tessera::ui::BatchWatch</name>
    <message numerus="yes">
        <source>%n done</source>
        <translation>
            <numerusform>%n fertig</numerusform>
            <numerusform>%n fertig</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to review</source>
        <translation>
            <numerusform>%n zu prüfen</numerusform>
            <numerusform>%n zu prüfen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n fehlgeschlagen</numerusform>
            <numerusform>%n fehlgeschlagen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tessera::ui::CaseKeeper</name>
    <message>
        <source>%1 has changed since the case was saved and is shown as it is now. Check that it is the right file.</source>
        <translation>%1 wurde geändert, seit der Fall gespeichert wurde, und wird im jetzigen Zustand gezeigt. Prüfen Sie, ob es die richtige Datei ist.</translation>
    </message>
    <message>
        <source>%1, the scan of this case, isn&apos;t there (any more). Put it back, or connect the drive that it lies on, and open the case again.</source>
        <translation>%1, die Aufnahme dieses Falls, ist nicht (mehr) vorhanden. Legen Sie sie zurück oder verbinden Sie das Laufwerk, auf dem sie liegt, und öffnen Sie den Fall erneut.</translation>
    </message>
    <message>
        <source>%1, the label map of this case, isn&apos;t there (any more): the scan is shown alone. Put it back, or connect the drive that it lies on, and open the case again.</source>
        <translation>%1, die Label-Karte dieses Falls, ist nicht (mehr) vorhanden: Die Aufnahme wird allein gezeigt. Legen Sie die Label-Karte zurück oder verbinden Sie das Laufwerk, auf dem sie liegt, und öffnen Sie den Fall erneut.</translation>
    </message>
    <message>
        <source>Save case</source>
        <translation>Fall speichern</translation>
    </message>
    <message>
        <source>Cases of Tessera (*.tessera)</source>
        <translation>Tessera-Fälle (*.tessera)</translation>
    </message>
    <message>
        <source>The case is shown as it was saved: the patient&apos;s right is on the left.</source>
        <translation>Der Fall wird so gezeigt, wie er gespeichert wurde: Die rechte Seite des Patienten liegt links.</translation>
    </message>
    <message>
        <source>The case is shown as it was saved: the patient&apos;s right is on the right.</source>
        <translation>Der Fall wird so gezeigt, wie er gespeichert wurde: Die rechte Seite des Patienten liegt rechts.</translation>
    </message>
</context>
<context>
    <name>tessera::ui::CaseLoader</name>
    <message>
        <source>Reading %1</source>
        <translation>%1 wird gelesen</translation>
    </message>
</context>
<context>
    <name>tessera::ui::CasePage</name>
    <message>
        <source>x %1  y %2  z %3 mm</source>
        <translation>x %1  y %2  z %3 mm</translation>
    </message>
    <message>
        <source>voxel %1 %2 %3</source>
        <translation>Voxel %1 %2 %3</translation>
    </message>
    <message>
        <source>intensity %1</source>
        <translation>Intensität %1</translation>
    </message>
    <message>
        <source>%1 of %2 tiles agree</source>
        <translation>%1/%2 Kacheln einig</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>Ansichten</translation>
    </message>
    <message>
        <source>At the cursor</source>
        <translation>Am Cursor</translation>
    </message>
    <message>
        <source>%1 looks like a label map. Open its scan first, or both together.</source>
        <translation>%1 sieht wie eine Label-Karte aus. Öffnen Sie zuerst ihre Aufnahme oder beide zusammen.</translation>
    </message>
    <message>
        <source>%1 (preview)</source>
        <translation>%1 (Vorschau)</translation>
    </message>
</context>
<context>
    <name>tessera::ui::CaseUndo</name>
    <message>
        <source>regions shown</source>
        <translation>gezeigte Regionen</translation>
    </message>
    <message>
        <source>colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>window and level</source>
        <translation>Fensterung</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>Rückgängig: %1</translation>
    </message>
    <message>
        <source>Redo: %1</source>
        <translation>Wiederherstellen: %1</translation>
    </message>
</context>
<context>
    <name>tessera::ui::CheatSheet</name>
    <message>
        <source>Keys and mouse</source>
        <translation>Tasten und Maus</translation>
    </message>
    <message>
        <source>Key or mouse</source>
        <translation>Taste oder Maus</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>Wirkung</translation>
    </message>
    <message>
        <source>moves the cursor; a click picks a region</source>
        <translation>bewegt den Cursor; ein Klick wählt eine Region</translation>
    </message>
    <message>
        <source>zooms</source>
        <translation>zoomt</translation>
    </message>
    <message>
        <source>moves the picture</source>
        <translation>verschiebt das Bild</translation>
    </message>
    <message>
        <source>window and level</source>
        <translation>Fensterung</translation>
    </message>
    <message>
        <source>Left button</source>
        <translation>Linke Taste</translation>
    </message>
    <message>
        <source>Ctrl and left button</source>
        <translation>Ctrl und linke Taste</translation>
    </message>
    <message>
        <source>Shift and left button</source>
        <translation>Umschalt und linke Taste</translation>
    </message>
    <message>
        <source>Right button</source>
        <translation>Rechte Taste</translation>
    </message>
    <message>
        <source>Middle button</source>
        <translation>Mittlere Taste</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>Mausrad</translation>
    </message>
    <message>
        <source>scrolls slices; with Ctrl and in 3D it zooms</source>
        <translation>blättert durch die Schichten; mit Ctrl und in 3D zoomt es</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>Doppelklick</translation>
    </message>
    <message>
        <source>one view large, and back</source>
        <translation>eine Ansicht groß und zurück</translation>
    </message>
    <message>
        <source>Left button, in 3D</source>
        <translation>Linke Taste, in 3D</translation>
    </message>
    <message>
        <source>turns; a click picks a region</source>
        <translation>dreht; ein Klick wählt eine Region</translation>
    </message>
    <message>
        <source>Right button, in 3D</source>
        <translation>Rechte Taste, in 3D</translation>
    </message>
    <message>
        <source>Middle button, in 3D</source>
        <translation>Mittlere Taste, in 3D</translation>
    </message>
    <message>
        <source>Arrow keys, in 3D</source>
        <translation>Pfeiltasten, in 3D</translation>
    </message>
    <message>
        <source>turn</source>
        <translation>drehen</translation>
    </message>
    <message>
        <source>+ and -, in 3D</source>
        <translation>+ und -, in 3D</translation>
    </message>
    <message>
        <source>zoom</source>
        <translation>zoomen</translation>
    </message>
</context>
<context>
    <name>tessera::ui::Closing</name>
    <message>
        <source>Scans are still computed</source>
        <translation>Es wird noch gerechnet</translation>
    </message>
    <message numerus="yes">
        <source>%n scan(s) are not finished yet.</source>
        <translation>
            <numerusform>%n Aufnahme ist noch nicht fertig.</numerusform>
            <numerusform>%n Aufnahmen sind noch nicht fertig.</numerusform>
        </translation>
    </message>
    <message>
        <source>If Tessera stops now, what is computed so far is kept, and the rest follows when it is started again.</source>
        <translation>Wenn Tessera jetzt endet, bleibt erhalten, was schon berechnet ist; der Rest folgt beim nächsten Start.</translation>
    </message>
    <message>
        <source>Stop and close</source>
        <translation>Anhalten und schließen</translation>
    </message>
    <message>
        <source>Keep running, minimised</source>
        <translation>Weiterrechnen, minimiert</translation>
    </message>
    <message>
        <source>Don&apos;t ask again</source>
        <translation>Nicht mehr fragen</translation>
    </message>
    <message>
        <source>The settings (in the menu Tools) can change it.</source>
        <translation>In den Einstellungen (Menü Extras) lässt es sich ändern.</translation>
    </message>
</context>
<context>
    <name>tessera::ui::Compare</name>
    <message>
        <source>Label map on the left</source>
        <translation>Label-Karte links</translation>
    </message>
    <message>
        <source>Label map on the right</source>
        <translation>Label-Karte rechts</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>Unterschiede</translation>
    </message>
    <message>
        <source>On the right, the voxels whose labels differ in place of the labels (Shift+D)</source>
        <translation>Rechts statt der Labels die Voxel, deren Labels sich unterscheiden (Shift+D)</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>Regionen</translation>
    </message>
    <message>
        <source>Overlap of each region, the worst first (Shift+T)</source>
        <translation>Überlappung jeder Region, die schlechteste zuerst (Shift+T)</translation>
    </message>
    <message>
        <source>End comparing</source>
        <translation>Vergleich beenden</translation>
    </message>
    <message>
        <source>One case again (Esc)</source>
        <translation>Wieder ein einzelner Fall (Esc)</translation>
    </message>
    <message>
        <source>How far the label maps agree</source>
        <translation>Wie weit die Label-Karten übereinstimmen</translation>
    </message>
    <message>
        <source>Overlap of each region</source>
        <translation>Überlappung jeder Region</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Region</translation>
    </message>
    <message>
        <source>Dice %</source>
        <translation>Dice %</translation>
    </message>
    <message>
        <source>Left map ml</source>
        <translation>Karte links ml</translation>
    </message>
    <message>
        <source>Right map ml</source>
        <translation>Karte rechts ml</translation>
    </message>
    <message>
        <source>%1 lies over the scan in place of %2.</source>
        <translation>%1 liegt anstelle von %2 über der Aufnahme.</translation>
    </message>
    <message>
        <source>Compare them</source>
        <translation>Beide vergleichen</translation>
    </message>
    <message>
        <source>label %1</source>
        <translation>Label %1</translation>
    </message>
    <message>
        <source>%1 % of the labelled voxels have the same label · mean Dice %2 % (regions: %3)</source>
        <translation>%1 % der Voxel mit Label haben dasselbe Label · mittlerer Dice %2 % (Regionen: %3)</translation>
    </message>
    <message>
        <source>least: %1, %2 %</source>
        <translation>am geringsten: %1, %2 %</translation>
    </message>
    <message>
        <source>Compared on the grid of the right scan; what lies outside it doesn&apos;t count.</source>
        <translation>Verglichen auf dem Gitter der Aufnahme rechts; was außerhalb davon liegt, zählt nicht.</translation>
    </message>
    <message>
        <source>Link views</source>
        <translation>Ansichten koppeln</translation>
    </message>
    <message>
        <source>Zoom, pan and turn both sides together (Shift+L)</source>
        <translation>Beide Seiten gemeinsam zoomen, verschieben und drehen (Shift+L)</translation>
    </message>
</context>
<context>
    <name>tessera::ui::CompareDialog</name>
    <message>
        <source>Compare with</source>
        <translation>Vergleichen mit</translation>
    </message>
    <message>
        <source>A finished case, or another label map of the scan in front:</source>
        <translation>Ein fertiger Fall oder eine andere Label-Karte der angezeigten Aufnahme:</translation>
    </message>
    <message>
        <source>Search cases</source>
        <translation>Fälle suchen</translation>
    </message>
    <message>
        <source>Finished cases</source>
        <translation>Fertige Fälle</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Label map file...</source>
        <translation>Datei mit Label-Karte...</translation>
    </message>
    <message>
        <source>Choose a label map</source>
        <translation>Label-Karte wählen</translation>
    </message>
</context>
<context>
    <name>tessera::ui::DesktopNotice</name>
    <message>
        <source>Tessera</source>
        <translation>Tessera</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Anzeigen</translation>
    </message>
</context>
<context>
    <name>tessera::ui::DevicesModel</name>
    <message>
        <source>%1 of %2 GB</source>
        <translation>%1 von %2 GB</translation>
    </message>
    <message>
        <source>%1 GB</source>
        <translation>%1 GB</translation>
    </message>
    <message>
        <source>%1 lost</source>
        <translation>%1 ausgefallen</translation>
    </message>
    <message>
        <source>%1 %2 · %3 · %4 tiles/s</source>
        <translation>%1 %2 · %3 · %4 Kacheln/s</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>ausgefallen</translation>
    </message>
    <message>
        <source>computing</source>
        <translation>rechnet</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>Leerlauf</translation>
    </message>
    <message>
        <source>%1: %2 tiles so far, at most %3 reserved; workers that died: %4</source>
        <translation>%1: bisher %2 Kacheln, höchstens %3 reserviert; abgestürzte Arbeitsprozesse: %4</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Lanes</source>
        <translation>Spuren</translation>
    </message>
    <message>
        <source>Tiles/s</source>
        <translation>Kacheln/s</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>Auslastung</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 °C</source>
        <translation>%1 °C</translation>
    </message>
    <message>
        <source>Not measured yet.</source>
        <translation>Noch nicht gemessen.</translation>
    </message>
    <message>
        <source>Not measured: %1.</source>
        <translation>Nicht gemessen: %1.</translation>
    </message>
    <message>
        <source>How busy it was in the last second, with whomever&apos;s work</source>
        <translation>Wie ausgelastet es in der letzten Sekunde war, mit wessen Arbeit auch immer</translation>
    </message>
    <message>
        <source>How much of the last half minute its lanes computed tiles</source>
        <translation>Wie viel der letzten halben Minute seine Spuren Kacheln berechnet haben</translation>
    </message>
    <message>
        <source>Tiles at this moment, of as many as it takes at a time</source>
        <translation>Kacheln in diesem Moment, von so vielen, wie es gleichzeitig nimmt</translation>
    </message>
    <message>
        <source>Tiles a second over the last half minute</source>
        <translation>Kacheln pro Sekunde in der letzten halben Minute</translation>
    </message>
    <message>
        <source>%1 / %2 / %3 GB</source>
        <translation>%1 / %2 / %3 GB</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>Last</translation>
    </message>
    <message>
        <source>Ours / others / budget</source>
        <translation>Eigen / fremd / Budget</translation>
    </message>
    <message>
        <source>Memory that the engine uses, that everybody else uses, and that is ours to use</source>
        <translation>Speicher, den der Rechenprozess belegt, den alle anderen belegen, und der uns zur Verfügung steht</translation>
    </message>
    <message>
        <source>Temp.</source>
        <translation>Temp.</translation>
    </message>
    <message>
        <source>Temperature, as its sensor says</source>
        <translation>Temperatur, wie sein Sensor sie angibt</translation>
    </message>
</context>
<context>
    <name>tessera::ui::DevicesPanel</name>
    <message>
        <source>Devices</source>
        <translation>Geräte</translation>
    </message>
</context>
<context>
    <name>tessera::ui::DevicesPlot</name>
    <message>
        <source>How busy the devices were over the last three minutes</source>
        <translation>Auslastung der Geräte in den letzten drei Minuten</translation>
    </message>
    <message>
        <source>No device computes yet.</source>
        <translation>Noch rechnet kein Gerät.</translation>
    </message>
    <message>
        <source>3 min ago</source>
        <translation>vor 3 min</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
</context>
<context>
    <name>tessera::ui::EmptyPage</name>
    <message>
        <source>Drop MRIs here</source>
        <translation>MRT-Aufnahmen hierher ziehen</translation>
    </message>
    <message>
        <source>T1 scans of heads: NIfTI, Analyze, NRRD, MetaImage, MGH/MGZ, DICOM folders, BIDS datasets.
A scan together with a label map opens both without computing anything.</source>
        <translation>T1-Aufnahmen des Kopfes: NIfTI, Analyze, NRRD, MetaImage, MGH/MGZ, DICOM-Ordner, BIDS-Datensätze.
Eine Aufnahme zusammen mit einer Label-Karte: Beide werden geöffnet, ohne dass etwas berechnet wird.</translation>
    </message>
    <message>
        <source>Open...</source>
        <translation>Öffnen...</translation>
    </message>
    <message>
        <source>Try the sample case</source>
        <translation>Beispielfall ausprobieren</translation>
    </message>
    <message>
        <source>Segments the built-in scan colin27 and shows the result</source>
        <translation>Segmentiert die mitgelieferte Aufnahme colin27 und zeigt das Ergebnis</translation>
    </message>
</context>
<context>
    <name>tessera::ui::Engine</name>
    <message>
        <source>The engine ended before it answered; please look whether it was done.</source>
        <translation>Der Rechenprozess endete, bevor er antwortete; bitte sehen Sie nach, ob es erledigt wurde.</translation>
    </message>
    <message>
        <source>The engine isn&apos;t running.</source>
        <translation>Der Rechenprozess läuft nicht.</translation>
    </message>
    <message>
        <source>The engine&apos;s answer wasn&apos;t understood.</source>
        <translation>Die Antwort des Rechenprozesses wurde nicht verstanden.</translation>
    </message>
</context>
<context>
    <name>tessera::ui::EngineRunner</name>
    <message>
        <source>The engine was killed or crashed.</source>
        <translation>Der Rechenprozess wurde von außen beendet oder ist abgestürzt.</translation>
    </message>
    <message>
        <source>The engine ended by itself (exit code %1).</source>
        <translation>Der Rechenprozess hat sich selbst beendet (Exit-Code %1).</translation>
    </message>
    <message>
        <source>%1 It said: “%2”</source>
        <translation>%1 Seine Meldung: „%2“</translation>
    </message>
    <message>
        <source>%1 It has ended %2 times within a minute, so it isn&apos;t started again by itself. Jobs and finished tiles are kept.</source>
        <translation>%1 Er endete %2-mal innerhalb einer Minute und wird deshalb nicht von selbst neu gestartet. Aufträge und fertige Kacheln bleiben erhalten.</translation>
    </message>
    <message>
        <source>The engine %1 can&apos;t be started: %2. Is Tessera installed completely?</source>
        <translation>Der Rechenprozess %1 kann nicht gestartet werden: %2. Ist Tessera vollständig installiert?</translation>
    </message>
</context>
<context>
    <name>tessera::ui::ExportDialog</name>
    <message>
        <source>%1 is there already. Choose another name, or let files be replaced.</source>
        <translation>%1 ist bereits vorhanden. Wählen Sie einen anderen Namen oder lassen Sie Dateien ersetzen.</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>Fortschritt des Exports</translation>
    </message>
    <message>
        <source>Result of the export</source>
        <translation>Ergebnis des Exports</translation>
    </message>
    <message>
        <source>Label map</source>
        <translation>Label-Karte</translation>
    </message>
    <message>
        <source>NIfTI (.nii.gz)</source>
        <translation>NIfTI (.nii.gz)</translation>
    </message>
    <message>
        <source>NRRD (.nrrd)</source>
        <translation>NRRD (.nrrd)</translation>
    </message>
    <message>
        <source>FreeSurfer (.mgz)</source>
        <translation>FreeSurfer (.mgz)</translation>
    </message>
    <message>
        <source>Meaning of the numbers</source>
        <translation>Bedeutung der Zahlen</translation>
    </message>
    <message>
        <source>BIDS (_dseg.tsv)</source>
        <translation>BIDS (_dseg.tsv)</translation>
    </message>
    <message>
        <source>FreeSurfer colour table</source>
        <translation>FreeSurfer-Farbtabelle</translation>
    </message>
    <message>
        <source>ITK-SNAP label descriptions</source>
        <translation>ITK-SNAP-Label-Beschreibungen</translation>
    </message>
    <message>
        <source>3D Slicer colour table</source>
        <translation>3D-Slicer-Farbtabelle</translation>
    </message>
    <message>
        <source>Volumes</source>
        <translation>Volumina</translation>
    </message>
    <message>
        <source>Table (.tsv)</source>
        <translation>Tabelle (.tsv)</translation>
    </message>
    <message>
        <source>SLANT&apos;s table (.csv)</source>
        <translation>SLANT-Tabelle (.csv)</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Picture of the views as they are (.png), without the patient&apos;s name</source>
        <translation>Bild der aktuellen Ansichten (.png), ohne den Patientennamen</translation>
    </message>
    <message>
        <source>Choose...</source>
        <translation>Wählen...</translation>
    </message>
    <message>
        <source>Folder for the export</source>
        <translation>Ordner für den Export</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Names begin with</source>
        <translation>Namen beginnen mit</translation>
    </message>
    <message>
        <source>Replace files that are there</source>
        <translation>Vorhandene Dateien ersetzen</translation>
    </message>
    <message>
        <source>Writing, reading back and comparing...</source>
        <translation>Schreiben, Zurücklesen und Vergleichen...</translation>
    </message>
    <message numerus="yes">
        <source>Done: %n file(s) written, read back and found the same: %1</source>
        <translation>
            <numerusform>Fertig: %n Datei geschrieben, zurückgelesen und für identisch befunden: %1</numerusform>
            <numerusform>Fertig: %n Dateien geschrieben, zurückgelesen und für identisch befunden: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Export of %1</source>
        <translation>Export von %1</translation>
    </message>
    <message>
        <source>No label table lies beside the map, so that it alone can be exported.</source>
        <translation>Neben der Karte liegt keine Labeltabelle, daher kann nur sie exportiert werden.</translation>
    </message>
    <message>
        <source>No picture: another case is in front now</source>
        <translation>Kein Bild: Jetzt ist ein anderer Fall vorn</translation>
    </message>
</context>
<context>
    <name>tessera::ui::MainWindow</name>
    <message>
        <source>Tessera</source>
        <translation>Tessera</translation>
    </message>
    <message>
        <source>What this program is for, and the state of the case</source>
        <translation>Zweck dieses Programms und Zustand des Falls</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>Regionen</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Geräte</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>&amp;Extras</translation>
    </message>
    <message>
        <source>Settings...</source>
        <translation>Einstellungen...</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>Open files...</source>
        <translation>Dateien öffnen...</translation>
    </message>
    <message>
        <source>Open folder...</source>
        <translation>Ordner öffnen...</translation>
    </message>
    <message>
        <source>Try the sample case</source>
        <translation>Beispielfall ausprobieren</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Save case...</source>
        <translation>Fall speichern...</translation>
    </message>
    <message>
        <source>Export...</source>
        <translation>Exportieren...</translation>
    </message>
    <message>
        <source>Save picture of the views...</source>
        <translation>Bild der Ansichten speichern...</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>Bild speichern</translation>
    </message>
    <message>
        <source>PNG (*.png)</source>
        <translation>PNG (*.png)</translation>
    </message>
    <message>
        <source>&amp;Case</source>
        <translation>&amp;Fall</translation>
    </message>
    <message>
        <source>Next case</source>
        <translation>Nächster Fall</translation>
    </message>
    <message>
        <source>Previous case</source>
        <translation>Voriger Fall</translation>
    </message>
    <message>
        <source>Compare with...</source>
        <translation>Vergleichen mit...</translation>
    </message>
    <message>
        <source>Close case</source>
        <translation>Fall schließen</translation>
    </message>
    <message>
        <source>&amp;Queue</source>
        <translation>&amp;Warteschlange</translation>
    </message>
    <message>
        <source>Hold the queue</source>
        <translation>Warteschlange anhalten</translation>
    </message>
    <message>
        <source>Retry all that failed</source>
        <translation>Alle fehlgeschlagenen wiederholen</translation>
    </message>
    <message>
        <source>Remove all that are done</source>
        <translation>Alle fertigen entfernen</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Keys and mouse</source>
        <translation>Tasten und Maus</translation>
    </message>
    <message>
        <source>About Tessera</source>
        <translation>Über Tessera</translation>
    </message>
    <message>
        <source>Clear this list</source>
        <translation>Liste leeren</translation>
    </message>
    <message>
        <source>Saved, read back and found the same: %1</source>
        <translation>Gespeichert, zurückgelesen und für identisch befunden: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n weitere Meldung</numerusform>
            <numerusform>%n weitere Meldungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more were not taken</source>
        <translation>
            <numerusform>%n weitere Eingabe wurde nicht angenommen</numerusform>
            <numerusform>%n weitere Eingaben wurden nicht angenommen</numerusform>
        </translation>
    </message>
    <message>
        <source>research use, not a medical device · adult T1 without large lesions</source>
        <translation>nur für Forschungszwecke, kein Medizinprodukt · T1 von Erwachsenen ohne große Läsionen</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>needs review</source>
        <translation>zu prüfen</translation>
    </message>
    <message>
        <source>a label map without a record of how it was made</source>
        <translation>eine Label-Karte ohne Nachweis ihrer Entstehung</translation>
    </message>
    <message>
        <source>Open scans and label maps</source>
        <translation>Aufnahmen und Label-Karten öffnen</translation>
    </message>
    <message>
        <source>Open a DICOM folder, a BIDS dataset or scans</source>
        <translation>DICOM-Ordner, BIDS-Datensatz oder Aufnahmen öffnen</translation>
    </message>
    <message>
        <source>made from another scan, or the scan has changed since</source>
        <translation>aus einer anderen Aufnahme berechnet, oder die Aufnahme wurde seither geändert</translation>
    </message>
    <message>
        <source>changed after its run, not checked since</source>
        <translation>nach der Berechnung geändert, seither nicht geprüft</translation>
    </message>
    <message>
        <source>preview by another model (%1)</source>
        <translation>Vorschau eines anderen Modells (%1)</translation>
    </message>
    <message>
        <source>%1 (%2) - Tessera</source>
        <translation>%1 (%2) - Tessera</translation>
    </message>
    <message>
        <source>Left and right are confirmed</source>
        <translation>Links und rechts sind bestätigt</translation>
    </message>
    <message>
        <source>You vouch for left and right of this scan, until another one is opened. The files of the result and exports still call them unverified.</source>
        <translation>Sie bürgen für links und rechts dieses Scans, bis ein anderer geöffnet wird. Die Dateien des Ergebnisses und Exporte nennen sie weiterhin nicht verifiziert.</translation>
    </message>
    <message>
        <source>left and right confirmed by a person</source>
        <translation>links und rechts von einer Person bestätigt</translation>
    </message>
    <message>
        <source>left/right not verified</source>
        <translation>links/rechts nicht verifiziert</translation>
    </message>
</context>
<context>
    <name>tessera::ui::MessageBar</name>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Details kopieren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
</context>
<context>
    <name>tessera::ui::QueueModel</name>
    <message>
        <source>waiting</source>
        <translation>wartend</translation>
    </message>
    <message>
        <source>preparing</source>
        <translation>in Vorbereitung</translation>
    </message>
    <message>
        <source>segmenting</source>
        <translation>in Segmentierung</translation>
    </message>
    <message>
        <source>finishing</source>
        <translation>im Abschluss</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>needs review</source>
        <translation>zu prüfen</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>rated: %1</source>
        <translation>bewertet: %1</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>Einlesen</translation>
    </message>
    <message>
        <source>reading DICOM headers</source>
        <translation>DICOM-Köpfe lesen</translation>
    </message>
    <message>
        <source>registration</source>
        <translation>Registrierung</translation>
    </message>
    <message>
        <source>waiting for a device</source>
        <translation>wartet auf ein Gerät</translation>
    </message>
    <message>
        <source>tiles</source>
        <translation>Kacheln</translation>
    </message>
    <message>
        <source>network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>bringing labels home</source>
        <translation>Labels zur Aufnahme bringen</translation>
    </message>
    <message>
        <source>writing</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>preview</source>
        <translation>Vorschau</translation>
    </message>
</context>
<context>
    <name>tessera::ui::QueuePanel</name>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>The model that further scans are segmented with</source>
        <translation>Das Modell, mit dem weitere Aufnahmen segmentiert werden</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>Number format of further scans: auto takes what is faster here</source>
        <translation>Zahlenformat für weitere Aufnahmen: auto nimmt, was hier schneller ist</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Geräte</translation>
    </message>
    <message>
        <source>What is computed on, such as auto, cpu, cuda:0 or cuda,cpu</source>
        <translation>Worauf gerechnet wird, z. B. auto, cpu, cuda:0 oder cuda,cpu</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>Strategie</translation>
    </message>
    <message>
        <source>Which tile runs on which device</source>
        <translation>Welche Kachel auf welchem Gerät gerechnet wird</translation>
    </message>
    <message>
        <source>Pause the queue</source>
        <translation>Warteschlange anhalten</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>Was nicht stimmt</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>Neu starten</translation>
    </message>
    <message>
        <source>Start the engine again</source>
        <translation>Rechenprozess neu starten</translation>
    </message>
    <message>
        <source>Search jobs</source>
        <translation>Aufträge suchen</translation>
    </message>
    <message>
        <source>Jobs that are shown</source>
        <translation>Gezeigte Aufträge</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartend</translation>
    </message>
    <message>
        <source>At work</source>
        <translation>In Arbeit</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Needs review</source>
        <translation>Zu prüfen</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Not rated</source>
        <translation>Nicht bewertet</translation>
    </message>
    <message>
        <source>Rated pass</source>
        <translation>Angenommen</translation>
    </message>
    <message>
        <source>Rated fail</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Aufträge</translation>
    </message>
    <message>
        <source>Jobs in each state</source>
        <translation>Aufträge je Zustand</translation>
    </message>
    <message>
        <source>Retry all failed</source>
        <translation>Fehlgeschlagene neu</translation>
    </message>
    <message>
        <source>Retry all failed jobs</source>
        <translation>Alle fehlgeschlagenen Aufträge wiederholen</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Review finished cases</source>
        <translation>Fertige Fälle prüfen</translation>
    </message>
    <message>
        <source>Look at the finished cases one by one, the doubtful ones first</source>
        <translation>Die fertigen Fälle einzeln ansehen, die zweifelhaften zuerst</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Show result in folder</source>
        <translation>Ergebnis im Ordner zeigen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Remove from the queue</source>
        <translation>Aus der Warteschlange entfernen</translation>
    </message>
    <message>
        <source>Results stay where they are</source>
        <translation>Die Ergebnisse bleiben, wo sie sind</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Nach oben</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Nach unten</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>The queue is paused: start further jobs</source>
        <translation>Die Warteschlange ist angehalten: weitere Aufträge starten</translation>
    </message>
    <message>
        <source>Start no further jobs</source>
        <translation>Keine weiteren Aufträge starten</translation>
    </message>
    <message>
        <source>The engine is started again. %1</source>
        <translation>Der Rechenprozess wird neu gestartet. %1</translation>
    </message>
    <message>
        <source>Nothing can be computed with these devices: %1</source>
        <translation>Mit diesen Geräten kann nichts berechnet werden: %1</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>No jobs yet. Drop MRIs or folders into the window.</source>
        <translation>Noch keine Aufträge. Ziehen Sie MRT-Aufnahmen oder Ordner ins Fenster.</translation>
    </message>
    <message>
        <source>No job fits what is searched for.</source>
        <translation>Kein Auftrag passt zur Suche.</translation>
    </message>
    <message>
        <source>all CPUs</source>
        <translation>alle CPUs</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>Threads of the processor that a tile is computed with</source>
        <translation>Threads des Prozessors, mit denen eine Kachel berechnet wird</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Warum?</translation>
    </message>
    <message>
        <source>What is said of these jobs, to be read and copied</source>
        <translation>Was zu diesen Aufträgen gesagt wird, zum Lesen und Kopieren</translation>
    </message>
    <message>
        <source>Compute again...</source>
        <translation>Neu berechnen ...</translation>
    </message>
    <message>
        <source>Also where a result is there already; it is replaced</source>
        <translation>Auch wo schon ein Ergebnis liegt; es wird ersetzt</translation>
    </message>
    <message>
        <source>To the front</source>
        <translation>Nach vorn</translation>
    </message>
    <message>
        <source>Compute again</source>
        <translation>Neu berechnen</translation>
    </message>
    <message numerus="yes">
        <source>Compute %n scan(s) again?</source>
        <translation>
            <numerusform>%n Aufnahme neu berechnen?</numerusform>
            <numerusform>%n Aufnahmen neu berechnen?</numerusform>
        </translation>
    </message>
    <message>
        <source>Results that are there are replaced as soon as the new ones are ready, and with them whatever somebody has changed in these files.</source>
        <translation>Vorhandene Ergebnisse werden ersetzt, sobald die neuen fertig sind, und mit ihnen, was jemand in diesen Dateien geändert hat.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>tessera::ui::RegionsModel</name>
    <message>
        <source>left</source>
        <translation>links</translation>
    </message>
    <message>
        <source>right</source>
        <translation>rechts</translation>
    </message>
    <message>
        <source>midline</source>
        <translation>Mittellinie</translation>
    </message>
    <message>
        <source>cortical grey matter</source>
        <translation>kortikale graue Substanz</translation>
    </message>
    <message>
        <source>subcortical grey matter</source>
        <translation>subkortikale graue Substanz</translation>
    </message>
    <message>
        <source>cerebellar grey matter</source>
        <translation>zerebelläre graue Substanz</translation>
    </message>
    <message>
        <source>white matter</source>
        <translation>weiße Substanz</translation>
    </message>
    <message>
        <source>brain stem</source>
        <translation>Hirnstamm</translation>
    </message>
    <message>
        <source>cerebrospinal fluid</source>
        <translation>Liquor cerebrospinalis</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Andere</translation>
    </message>
    <message>
        <source>Regions in this group: %1</source>
        <translation>Regionen in dieser Gruppe: %1</translation>
    </message>
    <message>
        <source>Label %1: %2
Agreement: %3</source>
        <translation>Label %1: %2
Übereinstimmung: %3</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Region</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>ml</source>
        <translation>ml</translation>
    </message>
    <message>
        <source>%</source>
        <translation>%</translation>
    </message>
    <message>
        <source>L/R %</source>
        <translation>L/R %</translation>
    </message>
    <message>
        <source>Agree</source>
        <translation>Übereinst.</translation>
    </message>
    <message>
        <source>Name and colour; ticked: shown over the scan</source>
        <translation>Name und Farbe; mit Häkchen: über der Aufnahme gezeigt</translation>
    </message>
    <message>
        <source>As the label table states it</source>
        <translation>Wie in der Label-Tabelle angegeben</translation>
    </message>
    <message>
        <source>Volume in millilitres</source>
        <translation>Volumen in Millilitern</translation>
    </message>
    <message>
        <source>Share of the segmented brain, ventricles included</source>
        <translation>Anteil am segmentierten Gehirn einschließlich der Ventrikel</translation>
    </message>
    <message>
        <source>200 (L - R) / (L + R): positive where the left is larger</source>
        <translation>200 (L - R) / (L + R): positiv, wo links größer ist</translation>
    </message>
    <message>
        <source>Agreement: percent of the covering tiles that chose the label, where four or more cover it; no probability</source>
        <translation>Übereinstimmung: Prozentsatz der abdeckenden Kacheln, die das Label gewählt haben, sofern vier oder mehr es abdecken; keine Wahrscheinlichkeit</translation>
    </message>
    <message>
        <source>Region (L/R not verified)</source>
        <translation>Region (L/R unbestätigt)</translation>
    </message>
    <message>
        <source>Left and right may be exchanged: the scan&apos;s file doesn&apos;t state them, or contradicts itself. Whoever knows better can confirm them in the menu Case.</source>
        <translation>Links und rechts können vertauscht sein: Die Datei des Scans gibt sie nicht an oder widerspricht sich. Wer es besser weiß, kann sie im Menü Fall bestätigen.</translation>
    </message>
</context>
<context>
    <name>tessera::ui::RegionsPanel</name>
    <message>
        <source>Search regions</source>
        <translation>Regionen suchen</translation>
    </message>
    <message>
        <source>Group regions</source>
        <translation>Regionen gruppieren</translation>
    </message>
    <message>
        <source>By lobe</source>
        <translation>Nach Lappen</translation>
    </message>
    <message>
        <source>By tissue</source>
        <translation>Nach Gewebe</translation>
    </message>
    <message>
        <source>No groups</source>
        <translation>Ohne Gruppen</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Show all regions</source>
        <translation>Alle Regionen zeigen</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Show no region</source>
        <translation>Keine Region zeigen</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>Regionen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Show only this</source>
        <translation>Nur diese zeigen</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle zeigen</translation>
    </message>
    <message>
        <source>Change colour...</source>
        <translation>Farbe ändern...</translation>
    </message>
    <message>
        <source>Reset colours</source>
        <translation>Farben zurücksetzen</translation>
    </message>
    <message>
        <source>Colour of %1</source>
        <translation>Farbe von %1</translation>
    </message>
    <message numerus="yes">
        <source>Colour of %n regions</source>
        <translation>
            <numerusform>Farbe von %n Region</numerusform>
            <numerusform>Farbe von %n Regionen</numerusform>
        </translation>
    </message>
    <message>
        <source>The regions of an open result stand here.</source>
        <translation>Hier stehen die Regionen eines geöffneten Ergebnisses.</translation>
    </message>
    <message>
        <source>No region fits what is searched for.</source>
        <translation>Keine Region passt zur Suche.</translation>
    </message>
</context>
<context>
    <name>tessera::ui::ReviewDesk</name>
    <message>
        <source>The rating isn&apos;t stored. %1</source>
        <translation>Die Bewertung ist nicht gespeichert. %1</translation>
    </message>
</context>
<context>
    <name>tessera::ui::ReviewMode</name>
    <message>
        <source>The ratings were written to %1.</source>
        <translation>Die Bewertungen wurden in %1 geschrieben.</translation>
    </message>
    <message>
        <source>Review finished cases</source>
        <translation>Fertige Fälle prüfen</translation>
    </message>
    <message>
        <source>Export ratings</source>
        <translation>Bewertungen exportieren</translation>
    </message>
    <message>
        <source>Tab-separated values (*.tsv)</source>
        <translation>Tabulatorgetrennte Werte (*.tsv)</translation>
    </message>
    <message>
        <source>Delete the pictures of reviews</source>
        <translation>Bilder der Prüfungen löschen</translation>
    </message>
    <message>
        <source>The pictures of reviews are deleted. The next review makes those it needs anew.</source>
        <translation>Die Bilder der Prüfungen sind gelöscht. Die nächste Prüfung macht die, die sie braucht, neu.</translation>
    </message>
</context>
<context>
    <name>tessera::ui::ReviewPage</name>
    <message>
        <source>Needs review</source>
        <translation>Zu prüfen</translation>
    </message>
    <message>
        <source>Done, no doubts</source>
        <translation>Fertig, keine Zweifel</translation>
    </message>
    <message>
        <source>mean agreement of the tiles %1 %</source>
        <translation>mittlere Übereinstimmung der Kacheln %1 %</translation>
    </message>
    <message>
        <source>Position in the review</source>
        <translation>Position in der Prüfung</translation>
    </message>
    <message>
        <source>Case under review</source>
        <translation>Fall in Prüfung</translation>
    </message>
    <message>
        <source>Rating so far</source>
        <translation>Bisherige Bewertung</translation>
    </message>
    <message>
        <source>Why to look at this case</source>
        <translation>Warum dieser Fall anzusehen ist</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>Axial, coronal and sagittal view with the outlines of the regions</source>
        <translation>Axiale, koronare und sagittale Ansicht mit den Umrissen der Regionen</translation>
    </message>
    <message>
        <source>Note (T); Enter keeps it</source>
        <translation>Notiz (T); Enter übernimmt sie</translation>
    </message>
    <message>
        <source>Note on this case</source>
        <translation>Notiz zu diesem Fall</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Pass</source>
        <translation>Annehmen</translation>
    </message>
    <message>
        <source>Review: pass, and on</source>
        <translation>Prüfung: annehmen und weiter</translation>
    </message>
    <message>
        <source>The segmentation is good; on to the next</source>
        <translation>Die Segmentierung ist gut; weiter zum nächsten</translation>
    </message>
    <message>
        <source>Fail</source>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>Review: fail, and on</source>
        <translation>Prüfung: ablehnen und weiter</translation>
    </message>
    <message>
        <source>The segmentation can&apos;t be used; on to the next</source>
        <translation>Die Segmentierung ist nicht verwendbar; weiter zum nächsten</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Review: write a note</source>
        <translation>Prüfung: Notiz schreiben</translation>
    </message>
    <message>
        <source>Write a note on this case</source>
        <translation>Eine Notiz zu diesem Fall schreiben</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Review: take the last rating back</source>
        <translation>Prüfung: letzte Bewertung zurücknehmen</translation>
    </message>
    <message>
        <source>The rating that was given last is what it was before</source>
        <translation>Setzt die zuletzt vergebene Bewertung auf den Stand davor zurück</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Voriger</translation>
    </message>
    <message>
        <source>Review: previous case</source>
        <translation>Prüfung: voriger Fall</translation>
    </message>
    <message>
        <source>The case before this one</source>
        <translation>Der Fall vor diesem</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Nächster</translation>
    </message>
    <message>
        <source>Review: next case</source>
        <translation>Prüfung: nächster Fall</translation>
    </message>
    <message>
        <source>The next case, without a rating</source>
        <translation>Der nächste Fall, ohne Bewertung dieses Falls</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Review: open in the viewer</source>
        <translation>Prüfung: im Viewer öffnen</translation>
    </message>
    <message>
        <source>This case in the full viewer; the review goes on here when it is opened again</source>
        <translation>Dieser Fall im vollen Viewer; die Prüfung geht hier weiter, wenn sie wieder geöffnet wird</translation>
    </message>
    <message>
        <source>Export...</source>
        <translation>Exportieren...</translation>
    </message>
    <message>
        <source>Review: export the ratings</source>
        <translation>Prüfung: Bewertungen exportieren</translation>
    </message>
    <message>
        <source>All ratings as a table (TSV)</source>
        <translation>Alle Bewertungen als Tabelle (TSV)</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Verlassen</translation>
    </message>
    <message>
        <source>Review: leave</source>
        <translation>Prüfung: verlassen</translation>
    </message>
    <message>
        <source>Back to the viewer</source>
        <translation>Zurück zum Viewer</translation>
    </message>
    <message>
        <source>%1 of %2, %3 rated</source>
        <translation>%1 von %2, %3 bewertet</translation>
    </message>
    <message>
        <source>not rated</source>
        <translation>nicht bewertet</translation>
    </message>
    <message>
        <source>rated: %1</source>
        <translation>bewertet: %1</translation>
    </message>
    <message>
        <source>The finished cases are being read.</source>
        <translation>Die fertigen Fälle werden gelesen.</translation>
    </message>
    <message>
        <source>No case is finished yet. They can be reviewed as they come.</source>
        <translation>Noch ist kein Fall fertig. Fälle können geprüft werden, sobald sie fertig sind.</translation>
    </message>
    <message>
        <source>The picture is being made.</source>
        <translation>Das Bild wird erzeugt.</translation>
    </message>
</context>
<context>
    <name>tessera::ui::SeriesChooser</name>
    <message>
        <source>%1 mm</source>
        <translation>%1 mm</translation>
    </message>
    <message>
        <source>axial</source>
        <translation>axial</translation>
    </message>
    <message>
        <source>coronal</source>
        <translation>koronar</translation>
    </message>
    <message>
        <source>sagittal</source>
        <translation>sagittal</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>keine Angabe</translation>
    </message>
    <message>
        <source>%1 (suggested)</source>
        <translation>%1 (vorgeschlagen)</translation>
    </message>
    <message>
        <source>not suggested: %1</source>
        <translation>nicht vorgeschlagen: %1</translation>
    </message>
    <message>
        <source>Which series?</source>
        <translation>Welche Serie?</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>Segmentieren</translation>
    </message>
    <message>
        <source>None of them</source>
        <translation>Keine davon</translation>
    </message>
    <message>
        <source>Series of the study</source>
        <translation>Serien der Untersuchung</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>Serie</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Slices</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>Voxel size</source>
        <translation>Voxelgröße</translation>
    </message>
    <message>
        <source>Slices are</source>
        <translation>Schichtebene</translation>
    </message>
    <message>
        <source>%1 holds several series that could be the T1 scan. Tick those that are to be segmented.</source>
        <translation>%1 enthält mehrere Serien, die die T1-Aufnahme sein könnten. Haken Sie die an, die segmentiert werden sollen.</translation>
    </message>
    <message>
        <source>(no description)</source>
        <translation>(keine Beschreibung)</translation>
    </message>
    <message numerus="yes">
        <source>Segment %n series</source>
        <translation>
            <numerusform>%n Serie segmentieren</numerusform>
            <numerusform>%n Serien segmentieren</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more studies wait for an answer.</source>
        <translation>
            <numerusform>%n weitere Untersuchung wartet auf eine Antwort.</numerusform>
            <numerusform>%n weitere Untersuchungen warten auf eine Antwort.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tessera::ui::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Left and right</source>
        <translation>Links und rechts</translation>
    </message>
    <message>
        <source>Radiological: the patient&apos;s right is on the left</source>
        <translation>Radiologisch: Die rechte Seite des Patienten liegt links</translation>
    </message>
    <message>
        <source>Neurological: the patient&apos;s right is on the right</source>
        <translation>Neurologisch: Die rechte Seite des Patienten liegt rechts</translation>
    </message>
    <message>
        <source>Sagittal views</source>
        <translation>Sagittale Ansichten</translation>
    </message>
    <message>
        <source>Nose to the left</source>
        <translation>Nase nach links</translation>
    </message>
    <message>
        <source>Nose to the right</source>
        <translation>Nase nach rechts</translation>
    </message>
    <message>
        <source>Mouse as in</source>
        <translation>Maus wie</translation>
    </message>
    <message>
        <source>ITK-SNAP</source>
        <translation>ITK-SNAP</translation>
    </message>
    <message>
        <source>3D Slicer</source>
        <translation>3D Slicer</translation>
    </message>
    <message>
        <source>PACS viewers</source>
        <translation>PACS-Viewer</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>The system&apos;s</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message>
        <source>in a folder &quot;tessera&quot; beside the scans</source>
        <translation>in einem Ordner „tessera“ neben den Aufnahmen</translation>
    </message>
    <message>
        <source>Choose...</source>
        <translation>Wählen...</translation>
    </message>
    <message>
        <source>Results go</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>Folder for results</source>
        <translation>Ordner für Ergebnisse</translation>
    </message>
    <message>
        <source>Tell on the desktop when the queue has ended</source>
        <translation>Auf dem Desktop melden, wenn die Warteschlange abgearbeitet ist</translation>
    </message>
    <message>
        <source>Where the desktop shows messages, and only while another window is in front. No names.</source>
        <translation>Sofern der Desktop Meldungen zeigt und nur, solange ein anderes Fenster im Vordergrund ist. Keine Namen.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>From the next start of the program.</source>
        <translation>Ab dem nächsten Start des Programms.</translation>
    </message>
    <message>
        <source>Quick preview</source>
        <translation>Schnelle Vorschau</translation>
    </message>
    <message>
        <source>Where it takes at most a fifth of the time</source>
        <translation>Wo sie höchstens ein Fünftel der Zeit braucht</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>Immer</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>The few regions of a small model are shown until the first tiles of the chosen model come. Results don&apos;t depend on it.</source>
        <translation>Bis die ersten Kacheln des gewählten Modells da sind, werden die wenigen Regionen eines kleinen Modells gezeigt. Die Ergebnisse hängen nicht davon ab.</translation>
    </message>
    <message>
        <source>Closing while scans are computed</source>
        <translation>Schließen, während gerechnet wird</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>Stops; they go on at the next start</source>
        <translation>Hält an; beim nächsten Start geht es weiter</translation>
    </message>
    <message>
        <source>Keeps running, minimised</source>
        <translation>Rechnet weiter, minimiert</translation>
    </message>
</context>
<context>
    <name>tessera::ui::SideChart</name>
    <message>
        <source>Left and right volumes</source>
        <translation>Volumina links und rechts</translation>
    </message>
    <message>
        <source>Nothing was measured.</source>
        <translation>Es wurde nichts gemessen.</translation>
    </message>
    <message>
        <source>%1: left %2 ml, right %3 ml, difference %4 %</source>
        <translation>%1: links %2 ml, rechts %3 ml, Differenz %4 %</translation>
    </message>
    <message>
        <source>No left and right volumes.</source>
        <translation>Keine Volumina links und rechts.</translation>
    </message>
    <message>
        <source>left, ml</source>
        <translation>links, ml</translation>
    </message>
    <message>
        <source>right, ml</source>
        <translation>rechts, ml</translation>
    </message>
    <message>
        <source>largest differences first</source>
        <translation>größte Differenzen zuerst</translation>
    </message>
    <message>
        <source>%1  %2</source>
        <translation>%1  %2</translation>
    </message>
    <message>
        <source>%1: left %2 ml, right %3 ml, difference %4 %; left and right aren&apos;t verified</source>
        <translation>%1: links %2 ml, rechts %3 ml, Differenz %4 %; links und rechts nicht verifiziert</translation>
    </message>
</context>
<context>
    <name>tessera::ui::SliceView</name>
    <message>
        <source>axial</source>
        <translation>axial</translation>
    </message>
    <message>
        <source>coronal</source>
        <translation>koronar</translation>
    </message>
    <message>
        <source>sagittal</source>
        <translation>sagittal</translation>
    </message>
    <message>
        <source>%1 slices</source>
        <translation>Schichten %1</translation>
    </message>
    <message>
        <source>%1 %2/%3</source>
        <translation>%1 %2/%3</translation>
    </message>
    <message>
        <source>left/right not verified</source>
        <translation>links/rechts nicht verifiziert</translation>
    </message>
    <message>
        <source>provisional</source>
        <translation>vorläufig</translation>
    </message>
    <message>
        <source>no agreement: one network saw the whole scan</source>
        <translation>kein Übereinstimmungswert: ein Netz sah die ganze Aufnahme</translation>
    </message>
    <message>
        <source>all tiles agree</source>
        <translation>alle Kacheln stimmen überein</translation>
    </message>
    <message>
        <source>%1 % or fewer</source>
        <translation>%1 % oder weniger</translation>
    </message>
    <message>
        <source>%1 mm</source>
        <translation>%1 mm</translation>
    </message>
    <message>
        <source>preview by %1</source>
        <translation>Vorschau von %1</translation>
    </message>
    <message>
        <source>left/right not told apart</source>
        <translation>links/rechts nicht getrennt</translation>
    </message>
</context>
<context>
    <name>tessera::ui::ViewActions</name>
    <message>
        <source>All four views</source>
        <translation>Alle vier Ansichten</translation>
    </message>
    <message>
        <source>Axial view</source>
        <translation>Axiale Ansicht</translation>
    </message>
    <message>
        <source>Coronal view</source>
        <translation>Koronare Ansicht</translation>
    </message>
    <message>
        <source>Sagittal view</source>
        <translation>Sagittale Ansicht</translation>
    </message>
    <message>
        <source>3D view</source>
        <translation>3D-Ansicht</translation>
    </message>
    <message>
        <source>3D view and three slices</source>
        <translation>3D-Ansicht und drei Schichten</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Outlines</source>
        <translation>Umrisse</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>Übereinstimmung</translation>
    </message>
    <message>
        <source>Share of the network tiles that chose each voxel&apos;s label (W). It is no confidence.</source>
        <translation>Anteil der Netzkacheln, die das Label des jeweiligen Voxels gewählt haben (W). Das ist kein Konfidenzmaß.</translation>
    </message>
    <message>
        <source>Crosshair</source>
        <translation>Fadenkreuz</translation>
    </message>
    <message>
        <source>Patient name</source>
        <translation>Patientenname</translation>
    </message>
    <message>
        <source>Interpolated scan</source>
        <translation>Aufnahme interpoliert</translation>
    </message>
    <message>
        <source>Scan as a volume in 3D</source>
        <translation>Aufnahme als Volumen in 3D</translation>
    </message>
    <message>
        <source>Labels fainter</source>
        <translation>Labels schwächer</translation>
    </message>
    <message>
        <source>Labels stronger</source>
        <translation>Labels kräftiger</translation>
    </message>
    <message>
        <source>Centre on the cursor</source>
        <translation>Auf Cursor zentrieren</translation>
    </message>
    <message>
        <source>Reset views</source>
        <translation>Ansichten zurücksetzen</translation>
    </message>
    <message>
        <source>Next slice</source>
        <translation>Nächste Schicht</translation>
    </message>
    <message>
        <source>Previous slice</source>
        <translation>Vorige Schicht</translation>
    </message>
    <message>
        <source>Ten slices on</source>
        <translation>Zehn Schichten weiter</translation>
    </message>
    <message>
        <source>Ten slices back</source>
        <translation>Zehn Schichten zurück</translation>
    </message>
    <message>
        <source>Cursor left</source>
        <translation>Cursor nach links</translation>
    </message>
    <message>
        <source>Cursor right</source>
        <translation>Cursor nach rechts</translation>
    </message>
    <message>
        <source>Cursor up</source>
        <translation>Cursor nach oben</translation>
    </message>
    <message>
        <source>Cursor down</source>
        <translation>Cursor nach unten</translation>
    </message>
    <message>
        <source>As it opened</source>
        <translation>Wie beim Öffnen</translation>
    </message>
    <message>
        <source>Grey and white matter</source>
        <translation>Graue und weiße Substanz</translation>
    </message>
    <message>
        <source>Dark structures</source>
        <translation>Dunkle Strukturen</translation>
    </message>
    <message>
        <source>Bright structures</source>
        <translation>Helle Strukturen</translation>
    </message>
    <message>
        <source>Whole range</source>
        <translation>Ganzer Bereich</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fensterung</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>Ansichten</translation>
    </message>
    <message>
        <source>Opacity of the labels</source>
        <translation>Deckkraft der Labels</translation>
    </message>
    <message>
        <source>Opacity of the labels (A and D)</source>
        <translation>Deckkraft der Labels (A und D)</translation>
    </message>
</context>
<context>
    <name>tessera::ui::VolumeView</name>
    <message>
        <source>3D view</source>
        <translation>3D-Ansicht</translation>
    </message>
    <message>
        <source>3D</source>
        <translation>3D</translation>
    </message>
    <message>
        <source>3D: when the result is there</source>
        <translation>3D: sobald das Ergebnis vorliegt</translation>
    </message>
    <message>
        <source>3D: surfaces %1 of %2</source>
        <translation>3D: Oberflächen %1 von %2</translation>
    </message>
    <message>
        <source>3D: drawing the volume</source>
        <translation>3D: Volumen wird gezeichnet</translation>
    </message>
</context>
</TS>
