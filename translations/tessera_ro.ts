<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ro" sourcelanguage="en">
<context>
    <name>CaseData</name>
    <message>
        <source>This label map was made from another scan, or the scan&apos;s file has changed since: its run record names other contents. Check that they belong together.</source>
        <translation>Această hartă de etichete a fost calculată din altă imagine sau fișierul imaginii s-a schimbat între timp: înregistrarea rulării indică alt conținut. Verificați dacă cele două se potrivesc.</translation>
    </message>
    <message>
        <source>This label map was changed after its run: the state and the agreement of that run aren&apos;t the map&apos;s. Volumes are measured from the map as it is.</source>
        <translation>Această hartă de etichete a fost modificată după calcul: starea și concordanța acelei rulări nu sunt ale hărții. Volumele sunt măsurate pe harta așa cum este.</translation>
    </message>
    <message>
        <source>The label map lies on another grid than the scan; it is shown where its voxels lie in the world, resampled. Its volumes are those of its own grid.</source>
        <translation>Harta de etichete se află pe altă grilă decât imaginea; este afișată reeșantionată, acolo unde voxelii ei se află în spațiu. Volumele sunt cele de pe grila proprie.</translation>
    </message>
    <message>
        <source>No table lies beside the label map: its numbers are taken for BrainCOLOR&apos;s. If they are another atlas&apos;s, the names and sides shown are wrong.</source>
        <translation>Lângă harta de etichete nu există niciun tabel: numerele ei sunt considerate cele din BrainCOLOR. Dacă sunt ale altui atlas, numele și părțile afișate sunt greșite.</translation>
    </message>
</context>
<context>
    <name>DropPlan</name>
    <message>
        <source>%1 isn&apos;t there (any more), or may not be read. Check the disk or the network drive that it lies on.</source>
        <translation>%1 nu (mai) există sau nu poate fi citit. Verificați discul sau unitatea de rețea pe care se află.</translation>
    </message>
    <message>
        <source>%1 isn&apos;t opened: one saved case at a time.</source>
        <translation>%1 nu este deschis: se deschide un singur caz salvat o dată.</translation>
    </message>
    <message>
        <source>%1 looks like a label map and isn&apos;t segmented. Drop it together with its scan to see both.</source>
        <translation>%1 pare a fi o hartă de etichete și nu este segmentat. Trageți-l aici împreună cu scanarea sa pentru a le vedea pe amândouă.</translation>
    </message>
    <message>
        <source>%1 lies on another machine. Save it to a folder of this one, then drop that.</source>
        <translation>%1 se află pe alt calculator. Salvați-l într-un folder de pe acest calculator, apoi trageți aici copia salvată.</translation>
    </message>
    <message>
        <source>The results of %1 go to %2, since nothing can be written beside the scan.</source>
        <translation>Rezultatele pentru %1 ajung în %2, deoarece nu se poate scrie lângă imagine.</translation>
    </message>
</context>
<context>
    <name>Error</name>
    <message>
        <source>Cancelled.</source>
        <translation>Anulat.</translation>
    </message>
    <message>
        <source>{0}</source>
        <translation>{0}</translation>
    </message>
    <message>
        <source>{0}: there is no such file. Check the path.</source>
        <translation>{0}: acest fișier nu există. Verificați calea.</translation>
    </message>
    <message>
        <source>{0}: can&apos;t be read ({1}). Check its permissions and its disk.</source>
        <translation>{0}: nu poate fi citit ({1}). Verificați permisiunile și discul.</translation>
    </message>
    <message>
        <source>{0}: the file is empty. Copy or export it again.</source>
        <translation>{0}: fișierul este gol. Copiați-l sau exportați-l din nou.</translation>
    </message>
    <message>
        <source>{0}: the file ends too early ({1}). Copy or export it again, it is incomplete.</source>
        <translation>{0}: fișierul se termină prea devreme ({1}). Copiați-l sau exportați-l din nou, este incomplet.</translation>
    </message>
    <message>
        <source>{0}: can&apos;t be written ({1}). Check the folder&apos;s permissions or choose another output folder.</source>
        <translation>{0}: nu poate fi scris ({1}). Verificați permisiunile folderului sau alegeți alt folder de rezultate.</translation>
    </message>
    <message>
        <source>{0}: can&apos;t be written, the disk is full. Free some space and run again.</source>
        <translation>{0}: nu poate fi scris, discul este plin. Eliberați spațiu și încercați din nou.</translation>
    </message>
    <message>
        <source>{0}: this is the input itself and is not overwritten. Choose another output.</source>
        <translation>{0}: aceasta este chiar intrarea și nu se suprascrie. Alegeți altă ieșire.</translation>
    </message>
    <message>
        <source>{0}: a different result is there already ({1}). Choose another output folder or add --overwrite.</source>
        <translation>{0}: există deja un alt rezultat ({1}). Alegeți alt folder de rezultate sau adăugați --overwrite.</translation>
    </message>
    <message>
        <source>{0}: not an image that Tessera can read ({1}). Give it NIfTI (.nii, .nii.gz, .hdr with .img), Analyze, NRRD, MetaImage, MGH/MGZ or a DICOM series.</source>
        <translation>{0}: nu este o imagine pe care Tessera o poate citi ({1}). Folosiți NIfTI (.nii, .nii.gz, .hdr cu .img), Analyze, NRRD, MetaImage, MGH/MGZ sau o serie DICOM.</translation>
    </message>
    <message>
        <source>{0}: this format is not supported ({1}). Convert it to NIfTI (.nii.gz).</source>
        <translation>{0}: acest format nu este acceptat ({1}). Convertiți-l în NIfTI (.nii.gz).</translation>
    </message>
    <message>
        <source>{0}: the header is damaged ({1}). Export the image again from its source.</source>
        <translation>{0}: antetul este deteriorat ({1}). Exportați din nou imaginea din sursa ei.</translation>
    </message>
    <message>
        <source>{0}: the header promises {1} bytes of voxels, more than the file holds. Copy or export it again.</source>
        <translation>{0}: antetul promite {1} octeți de voxeli, mai mult decât conține fișierul. Copiați-l sau exportați-l din nou.</translation>
    </message>
    <message>
        <source>{0}: {1} voxels are more than the {2} that Tessera accepts. Crop or resample the image.</source>
        <translation>{0}: {1} voxeli sunt mai mulți decât cei {2} pe care îi acceptă Tessera. Decupați sau reeșantionați imaginea.</translation>
    </message>
    <message>
        <source>{0}: the image has {1} voxels, a 3-D volume is needed. Give it the whole 3-D T1 series.</source>
        <translation>{0}: imaginea are {1} voxeli, este nevoie de un volum 3D. Folosiți seria T1 3D completă.</translation>
    </message>
    <message>
        <source>{0}: the image has {1} frames (a time series or several channels). Extract the T1 frame to its own file.</source>
        <translation>{0}: imaginea are {1} cadre (o serie temporală sau mai multe canale). Salvați cadrul T1 într-un fișier propriu.</translation>
    </message>
    <message>
        <source>{0}: voxels of type {1} can&apos;t be segmented. Convert the image to one real number a voxel.</source>
        <translation>{0}: voxelii de tip {1} nu pot fi segmentați. Convertiți imaginea la un număr real pe voxel.</translation>
    </message>
    <message>
        <source>{0}: the voxel spacing {1} mm is not plausible. Correct the header or export the image again.</source>
        <translation>{0}: distanța dintre voxeli de {1} mm nu este plauzibilă. Corectați antetul sau exportați din nou imaginea.</translation>
    </message>
    <message>
        <source>{0}: the orientation matrix ({1}) is singular. Correct the header or export the image again.</source>
        <translation>{0}: matricea de orientare ({1}) este singulară. Corectați antetul sau exportați din nou imaginea.</translation>
    </message>
    <message>
        <source>{0}: {1} voxels are NaN or infinite. Replace them by 0 (background) and run again.</source>
        <translation>{0}: {1} voxeli sunt NaN sau infiniți. Înlocuiți-i cu 0 (fundal) și încercați din nou.</translation>
    </message>
    <message>
        <source>{0}: nearly all voxels have the value {1}, there is nothing to segment. Check that this is the right file.</source>
        <translation>{0}: aproape toți voxelii au valoarea {1}, nu este nimic de segmentat. Verificați dacă este fișierul corect.</translation>
    </message>
    <message>
        <source>{0}: holds values that are not label numbers (found {1}). Give it a label map, not an intensity image.</source>
        <translation>{0}: conține valori care nu sunt numere de etichetă (s-a găsit {1}). Folosiți o hartă de etichete, nu o imagine de intensități.</translation>
    </message>
    <message>
        <source>{0}: the header scales the label numbers ({1}). Save the label map with slope 1 and intercept 0.</source>
        <translation>{0}: antetul scalează numerele de etichetă ({1}). Salvați harta cu panta 1 și termenul liber 0.</translation>
    </message>
    <message>
        <source>{0}: no whole brain in the field of view ({1}). A T1 scan of the whole head is needed.</source>
        <translation>{0}: în câmpul vizual nu este un creier întreg ({1}). Este nevoie de o scanare T1 a întregului cap.</translation>
    </message>
    <message>
        <source>{0}: could not be aligned with the template ({1}). Check that this is a T1 scan of a whole head.</source>
        <translation>{0}: nu a putut fi aliniat cu șablonul ({1}). Verificați dacă este o scanare T1 a întregului cap.</translation>
    </message>
    <message>
        <source>{0}: its grid differs from {1} ({2}). Give it images of one grid.</source>
        <translation>{0}: grila sa diferă de {1} ({2}). Folosiți imagini cu aceeași grilă.</translation>
    </message>
    <message>
        <source>{0}: not a label table ({1}). Give it a _dseg.tsv, or a colour table of FreeSurfer, ITK-SNAP or Slicer.</source>
        <translation>{0}: nu este un tabel de etichete ({1}). Folosiți un _dseg.tsv sau un tabel de culori FreeSurfer, ITK-SNAP ori Slicer.</translation>
    </message>
    <message>
        <source>{0}: no such model bundle. Give it a folder with a manifest.json, or a name from `tessera-cli model list`.</source>
        <translation>{0}: acest pachet de model nu există. Folosiți un folder cu manifest.json sau un nume din `tessera-cli model list`.</translation>
    </message>
    <message>
        <source>{0}: the model bundle is invalid ({1}). Install the bundle again.</source>
        <translation>{0}: pachetul de model nu este valid ({1}). Instalați-l din nou.</translation>
    </message>
    <message>
        <source>{0}: the file&apos;s SHA-256 is not the one that the bundle&apos;s manifest states. Install the bundle again.</source>
        <translation>{0}: SHA-256 al fișierului nu este cel din manifestul pachetului. Instalați pachetul din nou.</translation>
    </message>
    <message>
        <source>{0}: not a valid safetensors file ({1}). Install the bundle again.</source>
        <translation>{0}: nu este un fișier safetensors valid ({1}). Instalați pachetul din nou.</translation>
    </message>
    <message>
        <source>{0}: the tensor {1} is missing. Install the bundle again.</source>
        <translation>{0}: lipsește tensorul {1}. Instalați pachetul din nou.</translation>
    </message>
    <message>
        <source>{0}: the tensor {1} is {2}, the network needs {3}. Install the bundle again.</source>
        <translation>{0}: tensorul {1} este {2}, rețeaua are nevoie de {3}. Instalați pachetul din nou.</translation>
    </message>
    <message>
        <source>{0}: the network library can&apos;t be opened ({1}). Run packaging/setup and build again.</source>
        <translation>{0}: biblioteca rețelei nu poate fi deschisă ({1}). Rulați packaging/setup și compilați din nou.</translation>
    </message>
    <message>
        <source>{0}: the network stopped ({1}). Check the model with `tessera-cli model verify`.</source>
        <translation>{0}: rețeaua s-a oprit ({1}). Verificați modelul cu `tessera-cli model verify`.</translation>
    </message>
    <message>
        <source>{0}: the memory ran out. Close other programs, or use a machine with more memory, and run again.</source>
        <translation>{0}: memoria s-a epuizat. Închideți alte programe sau folosiți un calculator cu mai multă memorie și încercați din nou.</translation>
    </message>
    <message>
        <source>{0}: the tiles can&apos;t be fused ({1}). Check the tile folder.</source>
        <translation>{0}: blocurile nu pot fi unite ({1}). Verificați folderul blocurilor.</translation>
    </message>
    <message>
        <source>{0}: not an affine ({1}). Give it a text file of four rows with four numbers, as reg_aladin writes it.</source>
        <translation>{0}: nu este o transformare afină ({1}). Folosiți un fișier text cu patru rânduri a câte patru numere, cum scrie reg_aladin.</translation>
    </message>
    <message>
        <source>{0}: not a run record ({1}). Give it a NAME_run.json that Tessera wrote.</source>
        <translation>{0}: nu este un jurnal de execuție ({1}). Folosiți un NAME_run.json scris de Tessera.</translation>
    </message>
    <message>
        <source>{0}: the ratings in it can&apos;t be read ({1}) and are left alone. Move the file away to begin with none.</source>
        <translation>{0}: evaluările din el nu pot fi citite ({1}) și rămân neatinse. Mutați fișierul pentru a începe fără niciuna.</translation>
    </message>
    <message>
        <source>{0}: not a case that Tessera saved ({1}). Open the scan and its label map themselves, and save the case again.</source>
        <translation>{0}: nu este un caz salvat de Tessera ({1}). Deschideți scanarea și harta ei de etichete și salvați cazul din nou.</translation>
    </message>
    <message>
        <source>{0}: a newer Tessera saved this case (version {1}, this program knows {2}). Update Tessera, or open the scan and its label map themselves.</source>
        <translation>{0}: un Tessera mai nou a salvat acest caz (versiunea {1}, acest program cunoaște {2}). Actualizați Tessera sau deschideți scanarea și harta ei de etichete.</translation>
    </message>
    <message>
        <source>{0}: the run can&apos;t be repeated ({1}). Restore what it was made from and try again.</source>
        <translation>{0}: execuția nu poate fi repetată ({1}). Refaceți datele din care provine și încercați din nou.</translation>
    </message>
    <message>
        <source>{0} and {1}: both would write {2}. Rename one of them or give them separate output folders.</source>
        <translation>{0} și {1}: ambele ar scrie {2}. Redenumiți unul sau dați-le foldere de rezultate separate.</translation>
    </message>
    <message>
        <source>{0}: holds no image to segment. Give it a folder with T1 scans (NIfTI, NRRD, MetaImage, MGZ or DICOM).</source>
        <translation>{0}: nu conține nicio imagine de segmentat. Folosiți un folder cu scanări T1 (NIfTI, NRRD, MetaImage, MGZ sau DICOM).</translation>
    </message>
    <message>
        <source>{0}: its data file {1} lies outside the header&apos;s own folder and isn&apos;t opened. Move it beside the header.</source>
        <translation>{0}: fișierul său de date {1} se află în afara folderului antetului și nu se deschide. Mutați-l lângă antet.</translation>
    </message>
    <message>
        <source>{0}: this format can&apos;t hold the image ({1}). Choose another one, .nii.gz holds everything.</source>
        <translation>{0}: acest format nu poate păstra imaginea ({1}). Alegeți altul, .nii.gz păstrează totul.</translation>
    </message>
    <message>
        <source>{0}: the slices don&apos;t make one volume ({1}). Export the whole series again, with nothing else beside it.</source>
        <translation>{0}: secțiunile nu formează un volum ({1}). Exportați din nou seria întreagă, fără altceva alături.</translation>
    </message>
    <message>
        <source>{0}: its transfer syntax {1} can&apos;t be read. Export the series uncompressed.</source>
        <translation>{0}: sintaxa sa de transfer {1} nu poate fi citită. Exportați seria necomprimată.</translation>
    </message>
    <message>
        <source>{0}: this folder holds files of {1} patients and nothing of it is used. Give each patient a folder.</source>
        <translation>{0}: acest folder conține fișiere de la {1} pacienți și nu se folosește nimic din el. Dați fiecărui pacient un folder.</translation>
    </message>
    <message>
        <source>{0}: several series could be the T1 scan:
{1}
Choose one with --series and its number or UID.</source>
        <translation>{0}: mai multe serii ar putea fi scanarea T1:
{1}
Alegeți una cu --series și numărul sau UID-ul ei.</translation>
    </message>
    <message>
        <source>{0}: there is no series {1} in it. It holds:
{2}</source>
        <translation>{0}: nu conține seria {1}. Conține:
{2}</translation>
    </message>
    <message>
        <source>{0}: no series in it can be segmented:
{1}
A 3-D T1 series of the whole head is needed.</source>
        <translation>{0}: nicio serie din el nu poate fi segmentată:
{1}
Este nevoie de o serie T1 3D a întregului cap.</translation>
    </message>
    <message>
        <source>{0}: these weights can&apos;t be imported ({1}). Get the file again from where it was published.</source>
        <translation>{0}: aceste ponderi nu pot fi importate ({1}). Luați din nou fișierul de unde a fost publicat.</translation>
    </message>
    <message>
        <source>{0}: refused, its pickle asks for {1}, which weights never need. Don&apos;t use this file, it may do harm.</source>
        <translation>{0}: refuzat, pickle-ul său cere {1}, de care ponderile nu au nevoie niciodată. Nu folosiți acest fișier, poate face rău.</translation>
    </message>
    <message>
        <source>{0}: this model can&apos;t be imported ({1}). Check the folder against where the model was published.</source>
        <translation>{0}: acest model nu poate fi importat ({1}). Comparați folderul cu publicarea modelului.</translation>
    </message>
    <message>
        <source>{0}: one of its tiles ran out of memory on every device that could take it ({1}). Close what else uses the devices, or let the CPU take part, and run again.</source>
        <translation>{0}: unul dintre blocurile sale a rămas fără memorie pe fiecare dispozitiv care îl putea prelua ({1}). Închideți ce mai folosește dispozitivele sau lăsați procesorul să participe și încercați din nou.</translation>
    </message>
    <message>
        <source>{0}: no device is left to compute on ({1}). Check the devices and run again.</source>
        <translation>{0}: nu a mai rămas niciun dispozitiv pentru calcul ({1}). Verificați dispozitivele și încercați din nou.</translation>
    </message>
    <message>
        <source>{0}: one of its tiles ended {1} times with the process or driver that computed it ({2}). Run again with other devices.</source>
        <translation>{0}: unul dintre blocurile sale s-a încheiat de {1} ori odată cu procesul sau driverul care îl calcula ({2}). Încercați cu alte dispozitive.</translation>
    </message>
    <message>
        <source>{0}: lies on a network file system ({1}), where a queue would not survive a crash. Choose a folder on a local disk.</source>
        <translation>{0}: se află pe un sistem de fișiere din rețea ({1}), unde o coadă nu ar supraviețui unei căderi. Alegeți un folder pe un disc local.</translation>
    </message>
    <message>
        <source>{0}: this folder holds other files and no queue. Choose an empty folder or a new one.</source>
        <translation>{0}: acest folder conține alte fișiere și nicio coadă. Alegeți un folder gol sau unul nou.</translation>
    </message>
    <message>
        <source>{0}: a newer Tessera made this queue (version {1}, this program knows {2}). Update Tessera or choose another queue folder.</source>
        <translation>{0}: un Tessera mai nou a creat această coadă (versiunea {1}, acest program cunoaște {2}). Actualizați Tessera sau alegeți alt folder.</translation>
    </message>
    <message>
        <source>{0}: another program doesn&apos;t let go of the queue. Wait until it has finished, or end it, and try again.</source>
        <translation>{0}: un alt program nu eliberează coada. Așteptați să termine sau închideți-l și încercați din nou.</translation>
    </message>
    <message>
        <source>{0}: the queue&apos;s journal is damaged ({1}). End every Tessera that uses this queue and start one again, it rebuilds the journal from the job folders.</source>
        <translation>{0}: jurnalul cozii este deteriorat ({1}). Închideți toate programele Tessera care folosesc coada și porniți unul, care reface jurnalul din folderele lucrărilor.</translation>
    </message>
    <message>
        <source>{0}: there is no job {1} in this queue. List the queue again, the job has been removed.</source>
        <translation>{0}: în această coadă nu există lucrarea {1}. Reîncărcați lista, a fost eliminată.</translation>
    </message>
    <message>
        <source>{0}: job {1} was taken back from this program, it is {2} now. List the queue to see what became of it.</source>
        <translation>{0}: lucrarea {1} a fost luată de la acest program, acum este {2}. Reîncărcați lista pentru a vedea ce s-a întâmplat cu ea.</translation>
    </message>
    <message>
        <source>{0}: job {1} is {2} and can&apos;t become {3}. List the queue again, its state may just have changed.</source>
        <translation>{0}: lucrarea {1} este {2} și nu poate deveni {3}. Reîncărcați lista, starea ei poate tocmai s-a schimbat.</translation>
    </message>
    <message>
        <source>{0}: has changed since it was enqueued ({1}). Enqueue it again if the new content is meant.</source>
        <translation>{0}: s-a schimbat de când a fost pus în coadă ({1}). Puneți-l din nou în coadă dacă se dorește conținutul nou.</translation>
    </message>
    <message>
        <source>{0}: the queue says something about this job that isn&apos;t understood ({1}). Enqueue it again.</source>
        <translation>{0}: coada spune despre această lucrare ceva ce nu se înțelege ({1}). Puneți-o din nou în coadă.</translation>
    </message>
    <message>
        <source>{0}: the worker process that computed one of its tiles is gone ({1}). Run again, with --lane-kind stream if it happens once more.</source>
        <translation>{0}: procesul care calcula unul dintre blocurile sale a dispărut ({1}). Încercați din nou, cu --lane-kind stream dacă se repetă.</translation>
    </message>
    <message>
        <source>{0}: this program can&apos;t be run or failed ({1}). Check that it is installed and works.</source>
        <translation>{0}: acest program nu poate fi rulat sau a eșuat ({1}). Verificați dacă este instalat și funcționează.</translation>
    </message>
    <message>
        <source>{0}: internal error ({1}). Please report it with this sentence.</source>
        <translation>{0}: eroare internă ({1}). Vă rugăm să o raportați cu această propoziție.</translation>
    </message>
    <message>
        <source>{0}: the model&apos;s network needs {1} MiB at once, and no device has so much for us ({2}). Close what else uses the devices, or let the CPU take part.</source>
        <translation>{0}: rețeaua modelului are nevoie de {1} MiB deodată și niciun dispozitiv nu are atât pentru noi ({2}). Închideți ce mai folosește dispozitivele sau lăsați procesorul să participe.</translation>
    </message>
</context>
<context>
    <name>OpenGL</name>
    <message>
        <source>This display offers no OpenGL.</source>
        <translation>Acest afișaj nu oferă OpenGL.</translation>
    </message>
    <message>
        <source>This display offers OpenGL %1.%2 only; 3.2 is needed.</source>
        <translation>Acest afișaj oferă numai OpenGL %1.%2; este necesară versiunea 3.2.</translation>
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
        <translation>Rețeaua are nevoie de %1, pe care %2 nu îi are.</translation>
    </message>
    <message>
        <source>The network takes %1 of memory on %2.</source>
        <translation>Rețeaua ocupă %1 de memorie pe %2.</translation>
    </message>
    <message>
        <source>Estimate from earlier scans: the network takes about %1 and %2 of memory on %3 alone.</source>
        <translation>Estimare după imagini anterioare: rețeaua durează circa %1 și ocupă %2 de memorie numai pe %3.</translation>
    </message>
    <message>
        <source>Rough estimate from the network&apos;s layers: it takes about %1 and %2 of memory on %3 alone.</source>
        <translation>Estimare grosieră după straturile rețelei: durează circa %1 și ocupă %2 de memorie numai pe %3.</translation>
    </message>
    <message>
        <source>estimate %1</source>
        <translation>estimat %1</translation>
    </message>
</context>
<context>
    <name>ReasonWords</name>
    <message>
        <source>%1: a different result is there already (%2). &quot;Compute again&quot; in the job&apos;s menu replaces it; a folder for results can be chosen in the settings.</source>
        <translation>%1: există deja un alt rezultat (%2). „Calculează din nou” din meniul lucrării îl înlocuiește; un dosar pentru rezultate se poate alege în setări.</translation>
    </message>
    <message>
        <source>%1: there is no such model (any more). Choose another one above the queue and drop the scan again.</source>
        <translation>%1: acest model nu există (sau nu mai există). Alegeți altul deasupra cozii și trageți imaginea din nou.</translation>
    </message>
    <message>
        <source>%1: the network stopped (%2). Try again, or choose another model.</source>
        <translation>%1: rețeaua s-a oprit (%2). Încercați din nou sau alegeți alt model.</translation>
    </message>
    <message>
        <source>%1: the process that computed one of its tiles is gone (%2). Try again.</source>
        <translation>%1: procesul care calcula unul dintre blocurile sale a dispărut (%2). Încercați din nou.</translation>
    </message>
    <message>
        <source>Brain volume not plausible</source>
        <translation>Volum cerebral neplauzibil</translation>
    </message>
    <message>
        <source>Regions not found</source>
        <translation>Regiuni negăsite</translation>
    </message>
    <message>
        <source>Unknown label numbers</source>
        <translation>Numere de etichetă necunoscute</translation>
    </message>
    <message>
        <source>Segmentation touches the edge of the scan</source>
        <translation>Segmentarea atinge marginea scanării</translation>
    </message>
    <message>
        <source>Segmentation touches the edge of what the model sees</source>
        <translation>Segmentarea atinge marginea a ceea ce vede modelul</translation>
    </message>
    <message>
        <source>Registration to be checked</source>
        <translation>Înregistrarea pe șablon trebuie verificată</translation>
    </message>
    <message>
        <source>Header contradicts itself about left and right</source>
        <translation>Antetul se contrazice privind stânga și dreapta</translation>
    </message>
    <message>
        <source>Hemispheres differ</source>
        <translation>Emisferele diferă</translation>
    </message>
    <message>
        <source>Left and right of a pair differ extremely</source>
        <translation>Stânga și dreapta unei perechi diferă extrem</translation>
    </message>
    <message>
        <source>Low agreement of the network&apos;s parts</source>
        <translation>Acord scăzut al părților rețelei</translation>
    </message>
</context>
<context>
    <name>Review</name>
    <message>
        <source>pass</source>
        <translation>acceptat</translation>
    </message>
    <message>
        <source>fail</source>
        <translation>respins</translation>
    </message>
</context>
<context>
    <name>Start</name>
    <message>
        <source>%1 Software rendering doesn&apos;t work either: install Mesa&apos;s OpenGL driver (libgl1-mesa-dri).</source>
        <translation>%1 Nici randarea prin software nu funcționează: instalați driverul OpenGL al Mesa (libgl1-mesa-dri).</translation>
    </message>
</context>
<context>
    <name>tessera::ui::About</name>
    <message>
        <source>About Tessera</source>
        <translation>Despre Tessera</translation>
    </message>
    <message>
        <source>Tessera %1: whole-brain segmentation of T1 MRI.

Research software, not a medical device. Made for T1 scans of adults without large lesions. Look at every result before you use it.</source>
        <translation>Tessera %1: segmentarea întregului creier pe imagini IRM T1.

Software de cercetare, nu este dispozitiv medical. Creat pentru scanări T1 ale adulților fără leziuni mari. Examinați fiecare rezultat înainte de a-l folosi.</translation>
    </message>
    <message>
        <source>Tessera&apos;s licence</source>
        <translation>Licența Tessera</translation>
    </message>
    <message>
        <source>Licences of what it is made with</source>
        <translation>Licențele componentelor folosite</translation>
    </message>
    <message>
        <source>Made with</source>
        <translation>Realizat cu</translation>
    </message>
</context>
<context>
    <name>tessera::ui::BatchWatch</name>
    <message numerus="yes">
        <source>%n done</source>
        <translation>
            <numerusform>%n gata</numerusform>
            <numerusform>%n gata</numerusform>
            <numerusform>%n gata</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to review</source>
        <translation>
            <numerusform>%n de revizuit</numerusform>
            <numerusform>%n de revizuit</numerusform>
            <numerusform>%n de revizuit</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n eșuat</numerusform>
            <numerusform>%n eșuate</numerusform>
            <numerusform>%n eșuate</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tessera::ui::CaseKeeper</name>
    <message>
        <source>%1 has changed since the case was saved and is shown as it is now. Check that it is the right file.</source>
        <translation>%1 s-a modificat de la salvarea cazului și este afișat așa cum este acum. Verificați că este fișierul corect.</translation>
    </message>
    <message>
        <source>%1, the scan of this case, isn&apos;t there (any more). Put it back, or connect the drive that it lies on, and open the case again.</source>
        <translation>%1, scanarea acestui caz, nu (mai) este la locul ei. Puneți-o la loc sau conectați unitatea pe care se află și deschideți din nou cazul.</translation>
    </message>
    <message>
        <source>%1, the label map of this case, isn&apos;t there (any more): the scan is shown alone. Put it back, or connect the drive that it lies on, and open the case again.</source>
        <translation>%1, harta de etichete a acestui caz, nu (mai) este la locul ei: scanarea este afișată singură. Puneți harta la loc sau conectați unitatea pe care se află și deschideți din nou cazul.</translation>
    </message>
    <message>
        <source>Save case</source>
        <translation>Salvează cazul</translation>
    </message>
    <message>
        <source>Cases of Tessera (*.tessera)</source>
        <translation>Cazuri Tessera (*.tessera)</translation>
    </message>
    <message>
        <source>The case is shown as it was saved: the patient&apos;s right is on the left.</source>
        <translation>Cazul este afișat așa cum a fost salvat: dreapta pacientului este în stânga.</translation>
    </message>
    <message>
        <source>The case is shown as it was saved: the patient&apos;s right is on the right.</source>
        <translation>Cazul este afișat așa cum a fost salvat: dreapta pacientului este în dreapta.</translation>
    </message>
</context>
<context>
    <name>tessera::ui::CaseLoader</name>
    <message>
        <source>Reading %1</source>
        <translation>Se citește %1</translation>
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
        <translation>voxel %1 %2 %3</translation>
    </message>
    <message>
        <source>intensity %1</source>
        <translation>intensitate %1</translation>
    </message>
    <message>
        <source>%1 of %2 tiles agree</source>
        <translation>%1/%2 blocuri concordante</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>Vederi</translation>
    </message>
    <message>
        <source>At the cursor</source>
        <translation>La cursor</translation>
    </message>
    <message>
        <source>%1 looks like a label map. Open its scan first, or both together.</source>
        <translation>%1 pare a fi o hartă de etichete. Deschideți mai întâi scanarea ei sau pe amândouă împreună.</translation>
    </message>
    <message>
        <source>%1 (preview)</source>
        <translation>%1 (previzualizare)</translation>
    </message>
</context>
<context>
    <name>tessera::ui::CaseUndo</name>
    <message>
        <source>regions shown</source>
        <translation>regiuni afișate</translation>
    </message>
    <message>
        <source>colours</source>
        <translation>culori</translation>
    </message>
    <message>
        <source>window and level</source>
        <translation>fereastră și nivel</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Anulează modificarea</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Refă modificarea</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>Anulează modificarea: %1</translation>
    </message>
    <message>
        <source>Redo: %1</source>
        <translation>Refă modificarea: %1</translation>
    </message>
</context>
<context>
    <name>tessera::ui::CheatSheet</name>
    <message>
        <source>Keys and mouse</source>
        <translation>Taste și mouse</translation>
    </message>
    <message>
        <source>Key or mouse</source>
        <translation>Tastă sau mouse</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>Ce face</translation>
    </message>
    <message>
        <source>moves the cursor; a click picks a region</source>
        <translation>mută cursorul; un clic alege o regiune</translation>
    </message>
    <message>
        <source>zooms</source>
        <translation>face zoom</translation>
    </message>
    <message>
        <source>moves the picture</source>
        <translation>mută imaginea</translation>
    </message>
    <message>
        <source>window and level</source>
        <translation>fereastră și nivel</translation>
    </message>
    <message>
        <source>Left button</source>
        <translation>Butonul din stânga</translation>
    </message>
    <message>
        <source>Ctrl and left button</source>
        <translation>Ctrl și butonul din stânga</translation>
    </message>
    <message>
        <source>Shift and left button</source>
        <translation>Shift și butonul din stânga</translation>
    </message>
    <message>
        <source>Right button</source>
        <translation>Butonul din dreapta</translation>
    </message>
    <message>
        <source>Middle button</source>
        <translation>Butonul din mijloc</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>Rotița</translation>
    </message>
    <message>
        <source>scrolls slices; with Ctrl and in 3D it zooms</source>
        <translation>derulează secțiunile; cu Ctrl și în 3D face zoom</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>Dublu clic</translation>
    </message>
    <message>
        <source>one view large, and back</source>
        <translation>o singură vedere, mare, și înapoi</translation>
    </message>
    <message>
        <source>Left button, in 3D</source>
        <translation>Butonul din stânga, în 3D</translation>
    </message>
    <message>
        <source>turns; a click picks a region</source>
        <translation>rotește; un clic alege o regiune</translation>
    </message>
    <message>
        <source>Right button, in 3D</source>
        <translation>Butonul din dreapta, în 3D</translation>
    </message>
    <message>
        <source>Middle button, in 3D</source>
        <translation>Butonul din mijloc, în 3D</translation>
    </message>
    <message>
        <source>Arrow keys, in 3D</source>
        <translation>Tastele săgeți, în 3D</translation>
    </message>
    <message>
        <source>turn</source>
        <translation>rotesc</translation>
    </message>
    <message>
        <source>+ and -, in 3D</source>
        <translation>+ și -, în 3D</translation>
    </message>
    <message>
        <source>zoom</source>
        <translation>fac zoom</translation>
    </message>
</context>
<context>
    <name>tessera::ui::Closing</name>
    <message>
        <source>Scans are still computed</source>
        <translation>Încă se calculează</translation>
    </message>
    <message numerus="yes">
        <source>%n scan(s) are not finished yet.</source>
        <translation>
            <numerusform>%n imagine nu este încă gata.</numerusform>
            <numerusform>%n imagini nu sunt încă gata.</numerusform>
            <numerusform>%n de imagini nu sunt încă gata.</numerusform>
        </translation>
    </message>
    <message>
        <source>If Tessera stops now, what is computed so far is kept, and the rest follows when it is started again.</source>
        <translation>Dacă Tessera se oprește acum, ce s-a calculat se păstrează, iar restul urmează la următoarea pornire.</translation>
    </message>
    <message>
        <source>Stop and close</source>
        <translation>Oprește și închide</translation>
    </message>
    <message>
        <source>Keep running, minimised</source>
        <translation>Continuă, minimizat</translation>
    </message>
    <message>
        <source>Don&apos;t ask again</source>
        <translation>Nu mai întreba</translation>
    </message>
    <message>
        <source>The settings (in the menu Tools) can change it.</source>
        <translation>Se poate schimba în setări (meniul Instrumente).</translation>
    </message>
</context>
<context>
    <name>tessera::ui::Compare</name>
    <message>
        <source>Label map on the left</source>
        <translation>Harta de etichete din stânga</translation>
    </message>
    <message>
        <source>Label map on the right</source>
        <translation>Harta de etichete din dreapta</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>Diferențe</translation>
    </message>
    <message>
        <source>On the right, the voxels whose labels differ in place of the labels (Shift+D)</source>
        <translation>În dreapta, voxelii cu etichete diferite, în locul etichetelor (Shift+D)</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>Regiuni</translation>
    </message>
    <message>
        <source>Overlap of each region, the worst first (Shift+T)</source>
        <translation>Suprapunerea fiecărei regiuni, începând cu cea mai slabă (Shift+T)</translation>
    </message>
    <message>
        <source>End comparing</source>
        <translation>Încheie comparația</translation>
    </message>
    <message>
        <source>One case again (Esc)</source>
        <translation>Din nou un singur caz (Esc)</translation>
    </message>
    <message>
        <source>How far the label maps agree</source>
        <translation>Cât de mult concordă hărțile de etichete</translation>
    </message>
    <message>
        <source>Overlap of each region</source>
        <translation>Suprapunerea fiecărei regiuni</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Regiune</translation>
    </message>
    <message>
        <source>Dice %</source>
        <translation>Dice %</translation>
    </message>
    <message>
        <source>Left map ml</source>
        <translation>Harta stângă ml</translation>
    </message>
    <message>
        <source>Right map ml</source>
        <translation>Harta dreaptă ml</translation>
    </message>
    <message>
        <source>%1 lies over the scan in place of %2.</source>
        <translation>%1 este afișat peste scanare în locul lui %2.</translation>
    </message>
    <message>
        <source>Compare them</source>
        <translation>Compară-le</translation>
    </message>
    <message>
        <source>label %1</source>
        <translation>eticheta %1</translation>
    </message>
    <message>
        <source>%1 % of the labelled voxels have the same label · mean Dice %2 % (regions: %3)</source>
        <translation>%1 % dintre voxelii etichetați au aceeași etichetă · Dice mediu %2 % (regiuni: %3)</translation>
    </message>
    <message>
        <source>least: %1, %2 %</source>
        <translation>minim: %1, %2 %</translation>
    </message>
    <message>
        <source>Compared on the grid of the right scan; what lies outside it doesn&apos;t count.</source>
        <translation>Comparație pe grila scanării din dreapta; ce se află în afara ei nu se ia în calcul.</translation>
    </message>
    <message>
        <source>Link views</source>
        <translation>Leagă vederile</translation>
    </message>
    <message>
        <source>Zoom, pan and turn both sides together (Shift+L)</source>
        <translation>Mărește, deplasează și rotește ambele părți împreună (Shift+L)</translation>
    </message>
</context>
<context>
    <name>tessera::ui::CompareDialog</name>
    <message>
        <source>Compare with</source>
        <translation>Compară cu</translation>
    </message>
    <message>
        <source>A finished case, or another label map of the scan in front:</source>
        <translation>Un caz finalizat sau o altă hartă de etichete a scanării afișate:</translation>
    </message>
    <message>
        <source>Search cases</source>
        <translation>Caută cazuri</translation>
    </message>
    <message>
        <source>Finished cases</source>
        <translation>Cazuri finalizate</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Compară</translation>
    </message>
    <message>
        <source>Label map file...</source>
        <translation>Fișier cu hartă de etichete...</translation>
    </message>
    <message>
        <source>Choose a label map</source>
        <translation>Alege o hartă de etichete</translation>
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
        <translation>Arată</translation>
    </message>
</context>
<context>
    <name>tessera::ui::DevicesModel</name>
    <message>
        <source>%1 of %2 GB</source>
        <translation>%1 din %2 GB</translation>
    </message>
    <message>
        <source>%1 GB</source>
        <translation>%1 GB</translation>
    </message>
    <message>
        <source>%1 lost</source>
        <translation>%1 pierdut</translation>
    </message>
    <message>
        <source>%1 %2 · %3 · %4 tiles/s</source>
        <translation>%1 %2 · %3 · %4 blocuri/s</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>pierdut</translation>
    </message>
    <message>
        <source>computing</source>
        <translation>calculează</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>inactiv</translation>
    </message>
    <message>
        <source>%1: %2 tiles so far, at most %3 reserved; workers that died: %4</source>
        <translation>%1: blocuri până acum: %2, memorie rezervată cel mult %3; procese de lucru căzute: %4</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Dispozitiv</translation>
    </message>
    <message>
        <source>Lanes</source>
        <translation>Fluxuri</translation>
    </message>
    <message>
        <source>Tiles/s</source>
        <translation>Blocuri/s</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>Ocupat</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stare</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 din %2</translation>
    </message>
    <message>
        <source>%1 °C</source>
        <translation>%1 °C</translation>
    </message>
    <message>
        <source>Not measured yet.</source>
        <translation>Încă nu s-a măsurat.</translation>
    </message>
    <message>
        <source>Not measured: %1.</source>
        <translation>Nu se măsoară: %1.</translation>
    </message>
    <message>
        <source>How busy it was in the last second, with whomever&apos;s work</source>
        <translation>Cât de ocupat a fost în ultima secundă, cu munca oricui</translation>
    </message>
    <message>
        <source>How much of the last half minute its lanes computed tiles</source>
        <translation>Cât din ultima jumătate de minut fluxurile lui au calculat blocuri</translation>
    </message>
    <message>
        <source>Tiles at this moment, of as many as it takes at a time</source>
        <translation>Blocuri în acest moment, din câte primește odată</translation>
    </message>
    <message>
        <source>Tiles a second over the last half minute</source>
        <translation>Blocuri pe secundă în ultima jumătate de minut</translation>
    </message>
    <message>
        <source>%1 / %2 / %3 GB</source>
        <translation>%1 / %2 / %3 GB</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>Sarcină</translation>
    </message>
    <message>
        <source>Ours / others / budget</source>
        <translation>Noi / alții / buget</translation>
    </message>
    <message>
        <source>Memory that the engine uses, that everybody else uses, and that is ours to use</source>
        <translation>Memoria folosită de motor, de toți ceilalți și cea pe care o putem folosi</translation>
    </message>
    <message>
        <source>Temp.</source>
        <translation>Temp.</translation>
    </message>
    <message>
        <source>Temperature, as its sensor says</source>
        <translation>Temperatura după senzorul lui</translation>
    </message>
</context>
<context>
    <name>tessera::ui::DevicesPanel</name>
    <message>
        <source>Devices</source>
        <translation>Dispozitive</translation>
    </message>
</context>
<context>
    <name>tessera::ui::DevicesPlot</name>
    <message>
        <source>How busy the devices were over the last three minutes</source>
        <translation>Cât de ocupate au fost dispozitivele în ultimele trei minute</translation>
    </message>
    <message>
        <source>No device computes yet.</source>
        <translation>Încă nu calculează niciun dispozitiv.</translation>
    </message>
    <message>
        <source>3 min ago</source>
        <translation>acum 3 min</translation>
    </message>
    <message>
        <source>now</source>
        <translation>acum</translation>
    </message>
</context>
<context>
    <name>tessera::ui::EmptyPage</name>
    <message>
        <source>Drop MRIs here</source>
        <translation>Trageți imaginile IRM aici</translation>
    </message>
    <message>
        <source>T1 scans of heads: NIfTI, Analyze, NRRD, MetaImage, MGH/MGZ, DICOM folders, BIDS datasets.
A scan together with a label map opens both without computing anything.</source>
        <translation>Scanări T1 ale capului: NIfTI, Analyze, NRRD, MetaImage, MGH/MGZ, foldere DICOM, seturi de date BIDS.
O scanare adusă împreună cu o hartă de etichete: se deschid amândouă, fără niciun calcul.</translation>
    </message>
    <message>
        <source>Open...</source>
        <translation>Deschide...</translation>
    </message>
    <message>
        <source>Try the sample case</source>
        <translation>Încearcă cazul demonstrativ</translation>
    </message>
    <message>
        <source>Segments the built-in scan colin27 and shows the result</source>
        <translation>Segmentează scanarea inclusă colin27 și afișează rezultatul</translation>
    </message>
</context>
<context>
    <name>tessera::ui::Engine</name>
    <message>
        <source>The engine ended before it answered; please look whether it was done.</source>
        <translation>Motorul de calcul s-a oprit înainte de a răspunde; verificați dacă operația a fost efectuată.</translation>
    </message>
    <message>
        <source>The engine isn&apos;t running.</source>
        <translation>Motorul de calcul nu rulează.</translation>
    </message>
    <message>
        <source>The engine&apos;s answer wasn&apos;t understood.</source>
        <translation>Răspunsul motorului de calcul nu a fost înțeles.</translation>
    </message>
</context>
<context>
    <name>tessera::ui::EngineRunner</name>
    <message>
        <source>The engine was killed or crashed.</source>
        <translation>Motorul de calcul a fost oprit forțat sau s-a închis din cauza unei erori.</translation>
    </message>
    <message>
        <source>The engine ended by itself (exit code %1).</source>
        <translation>Motorul de calcul s-a oprit singur (cod de ieșire %1).</translation>
    </message>
    <message>
        <source>%1 It said: “%2”</source>
        <translation>%1 Mesajul său: „%2”</translation>
    </message>
    <message>
        <source>%1 It has ended %2 times within a minute, so it isn&apos;t started again by itself. Jobs and finished tiles are kept.</source>
        <translation>%1 S-a oprit de %2 ori într-un minut, așa că nu mai este repornit automat. Lucrările și blocurile finalizate sunt păstrate.</translation>
    </message>
    <message>
        <source>The engine %1 can&apos;t be started: %2. Is Tessera installed completely?</source>
        <translation>Motorul de calcul %1 nu poate fi pornit: %2. Este Tessera instalat complet?</translation>
    </message>
</context>
<context>
    <name>tessera::ui::ExportDialog</name>
    <message>
        <source>%1 is there already. Choose another name, or let files be replaced.</source>
        <translation>%1 există deja. Alegeți alt nume sau permiteți înlocuirea fișierelor.</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportă</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>Progresul exportului</translation>
    </message>
    <message>
        <source>Result of the export</source>
        <translation>Rezultatul exportului</translation>
    </message>
    <message>
        <source>Label map</source>
        <translation>Hartă de etichete</translation>
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
        <translation>Semnificația numerelor</translation>
    </message>
    <message>
        <source>BIDS (_dseg.tsv)</source>
        <translation>BIDS (_dseg.tsv)</translation>
    </message>
    <message>
        <source>FreeSurfer colour table</source>
        <translation>Tabel de culori FreeSurfer</translation>
    </message>
    <message>
        <source>ITK-SNAP label descriptions</source>
        <translation>Descrieri de etichete ITK-SNAP</translation>
    </message>
    <message>
        <source>3D Slicer colour table</source>
        <translation>Tabel de culori 3D Slicer</translation>
    </message>
    <message>
        <source>Volumes</source>
        <translation>Volume</translation>
    </message>
    <message>
        <source>Table (.tsv)</source>
        <translation>Tabel (.tsv)</translation>
    </message>
    <message>
        <source>SLANT&apos;s table (.csv)</source>
        <translation>Tabelul SLANT (.csv)</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Picture of the views as they are (.png), without the patient&apos;s name</source>
        <translation>Imaginea vederilor așa cum sunt (.png), fără numele pacientului</translation>
    </message>
    <message>
        <source>Choose...</source>
        <translation>Alege...</translation>
    </message>
    <message>
        <source>Folder for the export</source>
        <translation>Folder pentru export</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Folder</translation>
    </message>
    <message>
        <source>Names begin with</source>
        <translation>Numele încep cu</translation>
    </message>
    <message>
        <source>Replace files that are there</source>
        <translation>Înlocuiește fișierele existente</translation>
    </message>
    <message>
        <source>Writing, reading back and comparing...</source>
        <translation>Se scrie, se recitește și se compară...</translation>
    </message>
    <message numerus="yes">
        <source>Done: %n file(s) written, read back and found the same: %1</source>
        <translation>
            <numerusform>Gata: %n fișier scris, recitit și găsit identic: %1</numerusform>
            <numerusform>Gata: %n fișiere scrise, recitite și găsite identice: %1</numerusform>
            <numerusform>Gata: %n de fișiere scrise, recitite și găsite identice: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Export of %1</source>
        <translation>Exportul fișierului %1</translation>
    </message>
    <message>
        <source>No label table lies beside the map, so that it alone can be exported.</source>
        <translation>Lângă hartă nu se află niciun tabel de etichete, de aceea numai ea poate fi exportată.</translation>
    </message>
    <message>
        <source>No picture: another case is in front now</source>
        <translation>Fără imagine: acum este în față alt caz</translation>
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
        <translation>La ce servește acest program și starea cazului</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Coadă</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>Regiuni</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Dispozitive</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Editare</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Vizualizare</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Ecran complet</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>&amp;Instrumente</translation>
    </message>
    <message>
        <source>Settings...</source>
        <translation>Setări...</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Fișier</translation>
    </message>
    <message>
        <source>Open files...</source>
        <translation>Deschide fișiere...</translation>
    </message>
    <message>
        <source>Open folder...</source>
        <translation>Deschide folder...</translation>
    </message>
    <message>
        <source>Try the sample case</source>
        <translation>Încearcă cazul demonstrativ</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Recente</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Ieșire</translation>
    </message>
    <message>
        <source>Save case...</source>
        <translation>Salvează cazul...</translation>
    </message>
    <message>
        <source>Export...</source>
        <translation>Exportă...</translation>
    </message>
    <message>
        <source>Save picture of the views...</source>
        <translation>Salvează imaginea vederilor...</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>Salvează imaginea</translation>
    </message>
    <message>
        <source>PNG (*.png)</source>
        <translation>PNG (*.png)</translation>
    </message>
    <message>
        <source>&amp;Case</source>
        <translation>&amp;Caz</translation>
    </message>
    <message>
        <source>Next case</source>
        <translation>Cazul următor</translation>
    </message>
    <message>
        <source>Previous case</source>
        <translation>Cazul anterior</translation>
    </message>
    <message>
        <source>Compare with...</source>
        <translation>Compară cu...</translation>
    </message>
    <message>
        <source>Close case</source>
        <translation>Închide cazul</translation>
    </message>
    <message>
        <source>&amp;Queue</source>
        <translation>C&amp;oadă</translation>
    </message>
    <message>
        <source>Hold the queue</source>
        <translation>Pune coada în pauză</translation>
    </message>
    <message>
        <source>Retry all that failed</source>
        <translation>Reîncearcă tot ce a eșuat</translation>
    </message>
    <message>
        <source>Remove all that are done</source>
        <translation>Elimină tot ce este gata</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Ajutor</translation>
    </message>
    <message>
        <source>Keys and mouse</source>
        <translation>Taste și mouse</translation>
    </message>
    <message>
        <source>About Tessera</source>
        <translation>Despre Tessera</translation>
    </message>
    <message>
        <source>Clear this list</source>
        <translation>Golește această listă</translation>
    </message>
    <message>
        <source>Saved, read back and found the same: %1</source>
        <translation>Salvat, recitit și găsit identic: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>încă %n</numerusform>
            <numerusform>încă %n</numerusform>
            <numerusform>încă %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more were not taken</source>
        <translation>
            <numerusform>încă %n nu a fost preluat</numerusform>
            <numerusform>încă %n nu au fost preluate</numerusform>
            <numerusform>încă %n nu au fost preluate</numerusform>
        </translation>
    </message>
    <message>
        <source>research use, not a medical device · adult T1 without large lesions</source>
        <translation>uz de cercetare, nu este dispozitiv medical · T1 la adulți fără leziuni mari</translation>
    </message>
    <message>
        <source>done</source>
        <translation>gata</translation>
    </message>
    <message>
        <source>needs review</source>
        <translation>necesită revizuire</translation>
    </message>
    <message>
        <source>a label map without a record of how it was made</source>
        <translation>o hartă de etichete fără evidența modului în care a fost creată</translation>
    </message>
    <message>
        <source>Open scans and label maps</source>
        <translation>Deschide scanări și hărți de etichete</translation>
    </message>
    <message>
        <source>Open a DICOM folder, a BIDS dataset or scans</source>
        <translation>Deschide un folder DICOM, un set de date BIDS sau scanări</translation>
    </message>
    <message>
        <source>made from another scan, or the scan has changed since</source>
        <translation>calculată din altă imagine sau imaginea s-a schimbat între timp</translation>
    </message>
    <message>
        <source>changed after its run, not checked since</source>
        <translation>modificată după calcul, neverificată de atunci</translation>
    </message>
    <message>
        <source>preview by another model (%1)</source>
        <translation>previzualizare de alt model (%1)</translation>
    </message>
    <message>
        <source>%1 (%2) - Tessera</source>
        <translation>%1 (%2) - Tessera</translation>
    </message>
    <message>
        <source>Left and right are confirmed</source>
        <translation>Stânga și dreapta sunt confirmate</translation>
    </message>
    <message>
        <source>You vouch for left and right of this scan, until another one is opened. The files of the result and exports still call them unverified.</source>
        <translation>Garantați pentru stânga și dreapta acestei scanări, până când se deschide alta. Fișierele rezultatului și exporturile le numesc în continuare neverificate.</translation>
    </message>
    <message>
        <source>left and right confirmed by a person</source>
        <translation>stânga și dreapta confirmate de o persoană</translation>
    </message>
    <message>
        <source>left/right not verified</source>
        <translation>stânga/dreapta neverificate</translation>
    </message>
</context>
<context>
    <name>tessera::ui::MessageBar</name>
    <message>
        <source>Message</source>
        <translation>Mesaj</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Copiază detaliile</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Închide</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problemă</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notă</translation>
    </message>
</context>
<context>
    <name>tessera::ui::QueueModel</name>
    <message>
        <source>waiting</source>
        <translation>în așteptare</translation>
    </message>
    <message>
        <source>preparing</source>
        <translation>se pregătește</translation>
    </message>
    <message>
        <source>segmenting</source>
        <translation>se segmentează</translation>
    </message>
    <message>
        <source>finishing</source>
        <translation>se finalizează</translation>
    </message>
    <message>
        <source>done</source>
        <translation>gata</translation>
    </message>
    <message>
        <source>needs review</source>
        <translation>necesită revizuire</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>eșuat</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>anulat</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>în pauză</translation>
    </message>
    <message>
        <source>rated: %1</source>
        <translation>evaluare: %1</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>citire</translation>
    </message>
    <message>
        <source>reading DICOM headers</source>
        <translation>citirea antetelor DICOM</translation>
    </message>
    <message>
        <source>registration</source>
        <translation>înregistrare</translation>
    </message>
    <message>
        <source>waiting for a device</source>
        <translation>așteaptă un dispozitiv</translation>
    </message>
    <message>
        <source>tiles</source>
        <translation>blocuri</translation>
    </message>
    <message>
        <source>network</source>
        <translation>rețea</translation>
    </message>
    <message>
        <source>bringing labels home</source>
        <translation>etichete aduse pe scanare</translation>
    </message>
    <message>
        <source>writing</source>
        <translation>scriere</translation>
    </message>
    <message>
        <source>preview</source>
        <translation>previzualizare</translation>
    </message>
</context>
<context>
    <name>tessera::ui::QueuePanel</name>
    <message>
        <source>Model</source>
        <translation>Model</translation>
    </message>
    <message>
        <source>The model that further scans are segmented with</source>
        <translation>Modelul cu care sunt segmentate scanările următoare</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Precizie</translation>
    </message>
    <message>
        <source>Number format of further scans: auto takes what is faster here</source>
        <translation>Formatul numeric pentru scanările următoare: auto alege ce este mai rapid aici</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Dispozitive</translation>
    </message>
    <message>
        <source>What is computed on, such as auto, cpu, cuda:0 or cuda,cpu</source>
        <translation>Pe ce se calculează, de exemplu auto, cpu, cuda:0 sau cuda,cpu</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>Strategie</translation>
    </message>
    <message>
        <source>Which tile runs on which device</source>
        <translation>Ce bloc rulează pe ce dispozitiv</translation>
    </message>
    <message>
        <source>Pause the queue</source>
        <translation>Pune coada în pauză</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>Ce nu este în regulă</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>Repornește</translation>
    </message>
    <message>
        <source>Start the engine again</source>
        <translation>Repornește motorul de calcul</translation>
    </message>
    <message>
        <source>Search jobs</source>
        <translation>Caută lucrări</translation>
    </message>
    <message>
        <source>Jobs that are shown</source>
        <translation>Lucrările afișate</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Toate</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>În așteptare</translation>
    </message>
    <message>
        <source>At work</source>
        <translation>În lucru</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Gata</translation>
    </message>
    <message>
        <source>Needs review</source>
        <translation>Necesită revizuire</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Eșuate</translation>
    </message>
    <message>
        <source>Not rated</source>
        <translation>Fără evaluare</translation>
    </message>
    <message>
        <source>Rated pass</source>
        <translation>Evaluare: acceptat</translation>
    </message>
    <message>
        <source>Rated fail</source>
        <translation>Evaluare: respins</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Lucrări</translation>
    </message>
    <message>
        <source>Jobs in each state</source>
        <translation>Lucrări în fiecare stare</translation>
    </message>
    <message>
        <source>Retry all failed</source>
        <translation>Reîncearcă tot ce a eșuat</translation>
    </message>
    <message>
        <source>Retry all failed jobs</source>
        <translation>Reîncearcă toate lucrările eșuate</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Revizuire</translation>
    </message>
    <message>
        <source>Review finished cases</source>
        <translation>Revizuiește cazurile finalizate</translation>
    </message>
    <message>
        <source>Look at the finished cases one by one, the doubtful ones first</source>
        <translation>Examinează cazurile finalizate unul câte unul, mai întâi pe cele îndoielnice</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Deschide</translation>
    </message>
    <message>
        <source>Show result in folder</source>
        <translation>Arată rezultatul în folder</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pauză</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Anulează</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Reîncearcă</translation>
    </message>
    <message>
        <source>Remove from the queue</source>
        <translation>Elimină din coadă</translation>
    </message>
    <message>
        <source>Results stay where they are</source>
        <translation>Rezultatele rămân unde sunt</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Mută în sus</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Mută în jos</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Reia</translation>
    </message>
    <message>
        <source>The queue is paused: start further jobs</source>
        <translation>Coada este în pauză: pornește lucrările următoare</translation>
    </message>
    <message>
        <source>Start no further jobs</source>
        <translation>Nu mai porni alte lucrări</translation>
    </message>
    <message>
        <source>The engine is started again. %1</source>
        <translation>Motorul de calcul este repornit. %1</translation>
    </message>
    <message>
        <source>Nothing can be computed with these devices: %1</source>
        <translation>Nu se poate calcula nimic cu aceste dispozitive: %1</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%2: %1</translation>
    </message>
    <message>
        <source>No jobs yet. Drop MRIs or folders into the window.</source>
        <translation>Nicio lucrare încă. Trageți imagini IRM sau foldere în fereastră.</translation>
    </message>
    <message>
        <source>No job fits what is searched for.</source>
        <translation>Nicio lucrare nu corespunde căutării.</translation>
    </message>
    <message>
        <source>all CPUs</source>
        <translation>toate CPU</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Fire de execuție</translation>
    </message>
    <message>
        <source>Threads of the processor that a tile is computed with</source>
        <translation>Firele de execuție ale procesorului cu care se calculează un bloc</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>De ce?</translation>
    </message>
    <message>
        <source>What is said of these jobs, to be read and copied</source>
        <translation>Ce se spune despre aceste lucrări, de citit și de copiat</translation>
    </message>
    <message>
        <source>Compute again...</source>
        <translation>Calculează din nou...</translation>
    </message>
    <message>
        <source>Also where a result is there already; it is replaced</source>
        <translation>Și acolo unde există deja un rezultat; este înlocuit</translation>
    </message>
    <message>
        <source>To the front</source>
        <translation>În față</translation>
    </message>
    <message>
        <source>Compute again</source>
        <translation>Calculează din nou</translation>
    </message>
    <message numerus="yes">
        <source>Compute %n scan(s) again?</source>
        <translation>
            <numerusform>Calculați din nou %n imagine?</numerusform>
            <numerusform>Calculați din nou %n imagini?</numerusform>
            <numerusform>Calculați din nou %n de imagini?</numerusform>
        </translation>
    </message>
    <message>
        <source>Results that are there are replaced as soon as the new ones are ready, and with them whatever somebody has changed in these files.</source>
        <translation>Rezultatele existente sunt înlocuite imediat ce cele noi sunt gata, și odată cu ele tot ce a schimbat cineva în aceste fișiere.</translation>
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
        <translation>stânga</translation>
    </message>
    <message>
        <source>right</source>
        <translation>dreapta</translation>
    </message>
    <message>
        <source>midline</source>
        <translation>linia mediană</translation>
    </message>
    <message>
        <source>cortical grey matter</source>
        <translation>substanță cenușie corticală</translation>
    </message>
    <message>
        <source>subcortical grey matter</source>
        <translation>substanță cenușie subcorticală</translation>
    </message>
    <message>
        <source>cerebellar grey matter</source>
        <translation>substanță cenușie cerebeloasă</translation>
    </message>
    <message>
        <source>white matter</source>
        <translation>substanță albă</translation>
    </message>
    <message>
        <source>brain stem</source>
        <translation>trunchi cerebral</translation>
    </message>
    <message>
        <source>cerebrospinal fluid</source>
        <translation>lichid cefalorahidian</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Altele</translation>
    </message>
    <message>
        <source>Regions in this group: %1</source>
        <translation>Regiuni în acest grup: %1</translation>
    </message>
    <message>
        <source>Label %1: %2
Agreement: %3</source>
        <translation>Eticheta %1: %2
Concordanță: %3</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Regiune</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>Parte</translation>
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
        <translation>Concordă</translation>
    </message>
    <message>
        <source>Name and colour; ticked: shown over the scan</source>
        <translation>Nume și culoare; bifat: afișat peste scanare</translation>
    </message>
    <message>
        <source>As the label table states it</source>
        <translation>Așa cum o indică tabelul de etichete</translation>
    </message>
    <message>
        <source>Volume in millilitres</source>
        <translation>Volum în mililitri</translation>
    </message>
    <message>
        <source>Share of the segmented brain, ventricles included</source>
        <translation>Proporția din creierul segmentat, cu tot cu ventriculi</translation>
    </message>
    <message>
        <source>200 (L - R) / (L + R): positive where the left is larger</source>
        <translation>200 (L - R) / (L + R): pozitiv unde partea stângă (L) este mai mare</translation>
    </message>
    <message>
        <source>Agreement: percent of the covering tiles that chose the label, where four or more cover it; no probability</source>
        <translation>Concordanță: procentul blocurilor acoperitoare care au ales eticheta, acolo unde acoperă cel puțin patru; nu este o probabilitate</translation>
    </message>
    <message>
        <source>Region (L/R not verified)</source>
        <translation>Regiune (S/D neverificate)</translation>
    </message>
    <message>
        <source>Left and right may be exchanged: the scan&apos;s file doesn&apos;t state them, or contradicts itself. Whoever knows better can confirm them in the menu Case.</source>
        <translation>Stânga și dreapta pot fi inversate: fișierul scanării nu le indică sau se contrazice. Cine știe sigur le poate confirma în meniul Caz.</translation>
    </message>
</context>
<context>
    <name>tessera::ui::RegionsPanel</name>
    <message>
        <source>Search regions</source>
        <translation>Caută regiuni</translation>
    </message>
    <message>
        <source>Group regions</source>
        <translation>Grupează regiunile</translation>
    </message>
    <message>
        <source>By lobe</source>
        <translation>După lob</translation>
    </message>
    <message>
        <source>By tissue</source>
        <translation>După țesut</translation>
    </message>
    <message>
        <source>No groups</source>
        <translation>Fără grupuri</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Toate</translation>
    </message>
    <message>
        <source>Show all regions</source>
        <translation>Afișează toate regiunile</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Niciuna</translation>
    </message>
    <message>
        <source>Show no region</source>
        <translation>Nu afișa nicio regiune</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>Regiuni</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiază</translation>
    </message>
    <message>
        <source>Show only this</source>
        <translation>Afișează numai aceasta</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Afișează toate</translation>
    </message>
    <message>
        <source>Change colour...</source>
        <translation>Schimbă culoarea...</translation>
    </message>
    <message>
        <source>Reset colours</source>
        <translation>Resetează culorile</translation>
    </message>
    <message>
        <source>Colour of %1</source>
        <translation>Culoarea pentru %1</translation>
    </message>
    <message numerus="yes">
        <source>Colour of %n regions</source>
        <translation>
            <numerusform>Culoarea pentru %n regiune</numerusform>
            <numerusform>Culoarea pentru %n regiuni</numerusform>
            <numerusform>Culoarea pentru %n de regiuni</numerusform>
        </translation>
    </message>
    <message>
        <source>The regions of an open result stand here.</source>
        <translation>Aici apar regiunile unui rezultat deschis.</translation>
    </message>
    <message>
        <source>No region fits what is searched for.</source>
        <translation>Nicio regiune nu corespunde căutării.</translation>
    </message>
</context>
<context>
    <name>tessera::ui::ReviewDesk</name>
    <message>
        <source>The rating isn&apos;t stored. %1</source>
        <translation>Evaluarea nu este salvată. %1</translation>
    </message>
</context>
<context>
    <name>tessera::ui::ReviewMode</name>
    <message>
        <source>The ratings were written to %1.</source>
        <translation>Evaluările au fost scrise în %1.</translation>
    </message>
    <message>
        <source>Review finished cases</source>
        <translation>Revizuiește cazurile finalizate</translation>
    </message>
    <message>
        <source>Export ratings</source>
        <translation>Exportă evaluările</translation>
    </message>
    <message>
        <source>Tab-separated values (*.tsv)</source>
        <translation>Valori separate prin tabulatori (*.tsv)</translation>
    </message>
    <message>
        <source>Delete the pictures of reviews</source>
        <translation>Șterge imaginile revizuirilor</translation>
    </message>
    <message>
        <source>The pictures of reviews are deleted. The next review makes those it needs anew.</source>
        <translation>Imaginile revizuirilor sunt șterse. Următoarea revizuire le face din nou pe cele de care are nevoie.</translation>
    </message>
</context>
<context>
    <name>tessera::ui::ReviewPage</name>
    <message>
        <source>Needs review</source>
        <translation>Necesită revizuire</translation>
    </message>
    <message>
        <source>Done, no doubts</source>
        <translation>Gata, fără îndoieli</translation>
    </message>
    <message>
        <source>mean agreement of the tiles %1 %</source>
        <translation>concordanța medie a blocurilor %1 %</translation>
    </message>
    <message>
        <source>Position in the review</source>
        <translation>Poziția în revizuire</translation>
    </message>
    <message>
        <source>Case under review</source>
        <translation>Cazul în curs de revizuire</translation>
    </message>
    <message>
        <source>Rating so far</source>
        <translation>Evaluarea de până acum</translation>
    </message>
    <message>
        <source>Why to look at this case</source>
        <translation>De ce trebuie examinat acest caz</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Revizuire</translation>
    </message>
    <message>
        <source>Axial, coronal and sagittal view with the outlines of the regions</source>
        <translation>Vedere axială, coronală și sagitală cu contururile regiunilor</translation>
    </message>
    <message>
        <source>Note (T); Enter keeps it</source>
        <translation>Observație (T); Enter o păstrează</translation>
    </message>
    <message>
        <source>Note on this case</source>
        <translation>Observație la acest caz</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Pass</source>
        <translation>Acceptă</translation>
    </message>
    <message>
        <source>Review: pass, and on</source>
        <translation>Revizuire: acceptă și continuă</translation>
    </message>
    <message>
        <source>The segmentation is good; on to the next</source>
        <translation>Segmentarea este bună; mai departe la cazul următor</translation>
    </message>
    <message>
        <source>Fail</source>
        <translation>Respinge</translation>
    </message>
    <message>
        <source>Review: fail, and on</source>
        <translation>Revizuire: respinge și continuă</translation>
    </message>
    <message>
        <source>The segmentation can&apos;t be used; on to the next</source>
        <translation>Segmentarea nu poate fi folosită; mai departe la cazul următor</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Observație</translation>
    </message>
    <message>
        <source>Review: write a note</source>
        <translation>Revizuire: scrie o observație</translation>
    </message>
    <message>
        <source>Write a note on this case</source>
        <translation>Scrie o observație la acest caz</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Revocă</translation>
    </message>
    <message>
        <source>Review: take the last rating back</source>
        <translation>Revizuire: revocă ultima evaluare</translation>
    </message>
    <message>
        <source>The rating that was given last is what it was before</source>
        <translation>Evaluarea dată ultima revine la ce era înainte</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Anterior</translation>
    </message>
    <message>
        <source>Review: previous case</source>
        <translation>Revizuire: cazul anterior</translation>
    </message>
    <message>
        <source>The case before this one</source>
        <translation>Cazul dinaintea acestuia</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Următor</translation>
    </message>
    <message>
        <source>Review: next case</source>
        <translation>Revizuire: cazul următor</translation>
    </message>
    <message>
        <source>The next case, without a rating</source>
        <translation>Cazul următor, fără a da o evaluare</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Deschide</translation>
    </message>
    <message>
        <source>Review: open in the viewer</source>
        <translation>Revizuire: deschide în vizualizator</translation>
    </message>
    <message>
        <source>This case in the full viewer; the review goes on here when it is opened again</source>
        <translation>Acest caz în vizualizatorul complet; revizuirea continuă de aici când este deschisă din nou</translation>
    </message>
    <message>
        <source>Export...</source>
        <translation>Exportă...</translation>
    </message>
    <message>
        <source>Review: export the ratings</source>
        <translation>Revizuire: exportă evaluările</translation>
    </message>
    <message>
        <source>All ratings as a table (TSV)</source>
        <translation>Toate evaluările ca tabel (TSV)</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Părăsește</translation>
    </message>
    <message>
        <source>Review: leave</source>
        <translation>Revizuire: părăsește</translation>
    </message>
    <message>
        <source>Back to the viewer</source>
        <translation>Înapoi la vizualizator</translation>
    </message>
    <message>
        <source>%1 of %2, %3 rated</source>
        <translation>%1 din %2, %3 cu evaluare</translation>
    </message>
    <message>
        <source>not rated</source>
        <translation>fără evaluare</translation>
    </message>
    <message>
        <source>rated: %1</source>
        <translation>evaluare: %1</translation>
    </message>
    <message>
        <source>The finished cases are being read.</source>
        <translation>Se citesc cazurile finalizate.</translation>
    </message>
    <message>
        <source>No case is finished yet. They can be reviewed as they come.</source>
        <translation>Niciun caz nu este încă finalizat. Cazurile pot fi revizuite pe măsură ce sunt gata.</translation>
    </message>
    <message>
        <source>The picture is being made.</source>
        <translation>Imaginea este în curs de creare.</translation>
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
        <translation>coronal</translation>
    </message>
    <message>
        <source>sagittal</source>
        <translation>sagital</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>neprecizat</translation>
    </message>
    <message>
        <source>%1 (suggested)</source>
        <translation>%1 (sugerată)</translation>
    </message>
    <message>
        <source>not suggested: %1</source>
        <translation>nesugerată: %1</translation>
    </message>
    <message>
        <source>Which series?</source>
        <translation>Care serie?</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>Segmentează</translation>
    </message>
    <message>
        <source>None of them</source>
        <translation>Niciuna</translation>
    </message>
    <message>
        <source>Series of the study</source>
        <translation>Seriile studiului</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>Serie</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Descriere</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Tip</translation>
    </message>
    <message>
        <source>Slices</source>
        <translation>Secțiuni</translation>
    </message>
    <message>
        <source>Voxel size</source>
        <translation>Mărime voxel</translation>
    </message>
    <message>
        <source>Slices are</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>%1 holds several series that could be the T1 scan. Tick those that are to be segmented.</source>
        <translation>%1 conține mai multe serii care ar putea fi scanarea T1. Bifați-le pe cele care trebuie segmentate.</translation>
    </message>
    <message>
        <source>(no description)</source>
        <translation>(fără descriere)</translation>
    </message>
    <message numerus="yes">
        <source>Segment %n series</source>
        <translation>
            <numerusform>Segmentează %n serie</numerusform>
            <numerusform>Segmentează %n serii</numerusform>
            <numerusform>Segmentează %n de serii</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more studies wait for an answer.</source>
        <translation>
            <numerusform>Încă %n studiu așteaptă un răspuns.</numerusform>
            <numerusform>Încă %n studii așteaptă un răspuns.</numerusform>
            <numerusform>Încă %n de studii așteaptă un răspuns.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tessera::ui::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Setări</translation>
    </message>
    <message>
        <source>Left and right</source>
        <translation>Stânga și dreapta</translation>
    </message>
    <message>
        <source>Radiological: the patient&apos;s right is on the left</source>
        <translation>Radiologic: dreapta pacientului este în stânga</translation>
    </message>
    <message>
        <source>Neurological: the patient&apos;s right is on the right</source>
        <translation>Neurologic: dreapta pacientului este în dreapta</translation>
    </message>
    <message>
        <source>Sagittal views</source>
        <translation>Vederi sagitale</translation>
    </message>
    <message>
        <source>Nose to the left</source>
        <translation>Nasul spre stânga</translation>
    </message>
    <message>
        <source>Nose to the right</source>
        <translation>Nasul spre dreapta</translation>
    </message>
    <message>
        <source>Mouse as in</source>
        <translation>Mouse ca în</translation>
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
        <translation>Vizualizatoare PACS</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Culori</translation>
    </message>
    <message>
        <source>The system&apos;s</source>
        <translation>Ale sistemului</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Deschise</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Închise</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Contrast ridicat</translation>
    </message>
    <message>
        <source>in a folder &quot;tessera&quot; beside the scans</source>
        <translation>într-un folder „tessera” lângă scanări</translation>
    </message>
    <message>
        <source>Choose...</source>
        <translation>Alege...</translation>
    </message>
    <message>
        <source>Results go</source>
        <translation>Rezultatele se scriu</translation>
    </message>
    <message>
        <source>Folder for results</source>
        <translation>Folder pentru rezultate</translation>
    </message>
    <message>
        <source>Tell on the desktop when the queue has ended</source>
        <translation>Anunță pe desktop când coada s-a încheiat</translation>
    </message>
    <message>
        <source>Where the desktop shows messages, and only while another window is in front. No names.</source>
        <translation>Unde desktopul afișează mesaje și numai cât timp o altă fereastră este în față. Fără nume.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Limba</translation>
    </message>
    <message>
        <source>From the next start of the program.</source>
        <translation>De la următoarea pornire a programului.</translation>
    </message>
    <message>
        <source>Quick preview</source>
        <translation>Previzualizare rapidă</translation>
    </message>
    <message>
        <source>Where it takes at most a fifth of the time</source>
        <translation>Unde durează cel mult o cincime din timp</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>Întotdeauna</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Niciodată</translation>
    </message>
    <message>
        <source>The few regions of a small model are shown until the first tiles of the chosen model come. Results don&apos;t depend on it.</source>
        <translation>Cele câteva regiuni ale unui model mic sunt afișate până când vin primele blocuri ale modelului ales. Rezultatele nu depind de aceasta.</translation>
    </message>
    <message>
        <source>Closing while scans are computed</source>
        <translation>Închiderea în timpul calculului</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Întreabă</translation>
    </message>
    <message>
        <source>Stops; they go on at the next start</source>
        <translation>Se oprește; continuă la următoarea pornire</translation>
    </message>
    <message>
        <source>Keeps running, minimised</source>
        <translation>Continuă, minimizat</translation>
    </message>
</context>
<context>
    <name>tessera::ui::SideChart</name>
    <message>
        <source>Left and right volumes</source>
        <translation>Volumele din stânga și din dreapta</translation>
    </message>
    <message>
        <source>Nothing was measured.</source>
        <translation>Nu s-a măsurat nimic.</translation>
    </message>
    <message>
        <source>%1: left %2 ml, right %3 ml, difference %4 %</source>
        <translation>%1: stânga %2 ml, dreapta %3 ml, diferență %4 %</translation>
    </message>
    <message>
        <source>No left and right volumes.</source>
        <translation>Nu există volume în stânga și în dreapta.</translation>
    </message>
    <message>
        <source>left, ml</source>
        <translation>stânga, ml</translation>
    </message>
    <message>
        <source>right, ml</source>
        <translation>dreapta, ml</translation>
    </message>
    <message>
        <source>largest differences first</source>
        <translation>întâi cele mai mari diferențe</translation>
    </message>
    <message>
        <source>%1  %2</source>
        <translation>%1  %2</translation>
    </message>
    <message>
        <source>%1: left %2 ml, right %3 ml, difference %4 %; left and right aren&apos;t verified</source>
        <translation>%1: stânga %2 ml, dreapta %3 ml, diferență %4 %; stânga și dreapta neverificate</translation>
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
        <translation>coronal</translation>
    </message>
    <message>
        <source>sagittal</source>
        <translation>sagital</translation>
    </message>
    <message>
        <source>%1 slices</source>
        <translation>secțiuni în plan %1</translation>
    </message>
    <message>
        <source>%1 %2/%3</source>
        <translation>%1 %2/%3</translation>
    </message>
    <message>
        <source>left/right not verified</source>
        <translation>stânga/dreapta neverificate</translation>
    </message>
    <message>
        <source>provisional</source>
        <translation>provizoriu</translation>
    </message>
    <message>
        <source>no agreement: one network saw the whole scan</source>
        <translation>fără date de concordanță: o singură rețea a văzut toată scanarea</translation>
    </message>
    <message>
        <source>all tiles agree</source>
        <translation>toate blocurile concordă</translation>
    </message>
    <message>
        <source>%1 % or fewer</source>
        <translation>%1 % sau mai puțin</translation>
    </message>
    <message>
        <source>%1 mm</source>
        <translation>%1 mm</translation>
    </message>
    <message>
        <source>preview by %1</source>
        <translation>previzualizare de %1</translation>
    </message>
    <message>
        <source>left/right not told apart</source>
        <translation>stânga/dreapta nedistinse</translation>
    </message>
</context>
<context>
    <name>tessera::ui::ViewActions</name>
    <message>
        <source>All four views</source>
        <translation>Toate cele patru vederi</translation>
    </message>
    <message>
        <source>Axial view</source>
        <translation>Vedere axială</translation>
    </message>
    <message>
        <source>Coronal view</source>
        <translation>Vedere coronală</translation>
    </message>
    <message>
        <source>Sagittal view</source>
        <translation>Vedere sagitală</translation>
    </message>
    <message>
        <source>3D view</source>
        <translation>Vedere 3D</translation>
    </message>
    <message>
        <source>3D view and three slices</source>
        <translation>Vedere 3D și trei secțiuni</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Etichete</translation>
    </message>
    <message>
        <source>Outlines</source>
        <translation>Contururi</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>Concordanță</translation>
    </message>
    <message>
        <source>Share of the network tiles that chose each voxel&apos;s label (W). It is no confidence.</source>
        <translation>Proporția blocurilor rețelei care au ales eticheta fiecărui voxel (W). Nu este un grad de încredere.</translation>
    </message>
    <message>
        <source>Crosshair</source>
        <translation>Reticul</translation>
    </message>
    <message>
        <source>Patient name</source>
        <translation>Numele pacientului</translation>
    </message>
    <message>
        <source>Interpolated scan</source>
        <translation>Scanare interpolată</translation>
    </message>
    <message>
        <source>Scan as a volume in 3D</source>
        <translation>Scanarea ca volum în 3D</translation>
    </message>
    <message>
        <source>Labels fainter</source>
        <translation>Etichete mai estompate</translation>
    </message>
    <message>
        <source>Labels stronger</source>
        <translation>Etichete mai intense</translation>
    </message>
    <message>
        <source>Centre on the cursor</source>
        <translation>Centrează pe cursor</translation>
    </message>
    <message>
        <source>Reset views</source>
        <translation>Resetează vederile</translation>
    </message>
    <message>
        <source>Next slice</source>
        <translation>Secțiunea următoare</translation>
    </message>
    <message>
        <source>Previous slice</source>
        <translation>Secțiunea anterioară</translation>
    </message>
    <message>
        <source>Ten slices on</source>
        <translation>Zece secțiuni înainte</translation>
    </message>
    <message>
        <source>Ten slices back</source>
        <translation>Zece secțiuni înapoi</translation>
    </message>
    <message>
        <source>Cursor left</source>
        <translation>Cursor la stânga</translation>
    </message>
    <message>
        <source>Cursor right</source>
        <translation>Cursor la dreapta</translation>
    </message>
    <message>
        <source>Cursor up</source>
        <translation>Cursor în sus</translation>
    </message>
    <message>
        <source>Cursor down</source>
        <translation>Cursor în jos</translation>
    </message>
    <message>
        <source>As it opened</source>
        <translation>Ca la deschidere</translation>
    </message>
    <message>
        <source>Grey and white matter</source>
        <translation>Substanță cenușie și albă</translation>
    </message>
    <message>
        <source>Dark structures</source>
        <translation>Structuri întunecate</translation>
    </message>
    <message>
        <source>Bright structures</source>
        <translation>Structuri luminoase</translation>
    </message>
    <message>
        <source>Whole range</source>
        <translation>Întregul interval</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fereastră</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>Vederi</translation>
    </message>
    <message>
        <source>Opacity of the labels</source>
        <translation>Opacitatea etichetelor</translation>
    </message>
    <message>
        <source>Opacity of the labels (A and D)</source>
        <translation>Opacitatea etichetelor (A și D)</translation>
    </message>
</context>
<context>
    <name>tessera::ui::VolumeView</name>
    <message>
        <source>3D view</source>
        <translation>Vedere 3D</translation>
    </message>
    <message>
        <source>3D</source>
        <translation>3D</translation>
    </message>
    <message>
        <source>3D: when the result is there</source>
        <translation>3D: când rezultatul este gata</translation>
    </message>
    <message>
        <source>3D: surfaces %1 of %2</source>
        <translation>3D: suprafețe %1 din %2</translation>
    </message>
    <message>
        <source>3D: drawing the volume</source>
        <translation>3D: se desenează volumul</translation>
    </message>
</context>
</TS>
