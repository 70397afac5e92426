<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>CaseData</name>
    <message>
        <source>This label map was made from another scan, or the scan&apos;s file has changed since: its run record names other contents. Check that they belong together.</source>
        <translation>Cette carte d’étiquettes a été calculée à partir d’une autre image, ou le fichier de l’image a changé depuis : son compte rendu d’exécution indique un autre contenu. Vérifiez que les deux vont ensemble.</translation>
    </message>
    <message>
        <source>This label map was changed after its run: the state and the agreement of that run aren&apos;t the map&apos;s. Volumes are measured from the map as it is.</source>
        <translation>Cette carte d’étiquettes a été modifiée après son calcul : l’état et la concordance de ce calcul ne sont pas ceux de la carte. Les volumes sont mesurés sur la carte telle qu’elle est.</translation>
    </message>
    <message>
        <source>The label map lies on another grid than the scan; it is shown where its voxels lie in the world, resampled. Its volumes are those of its own grid.</source>
        <translation>La carte d’étiquettes est sur une autre grille que l’image ; elle est affichée rééchantillonnée, là où ses voxels se trouvent dans l’espace. Ses volumes sont ceux de sa propre grille.</translation>
    </message>
    <message>
        <source>No table lies beside the label map: its numbers are taken for BrainCOLOR&apos;s. If they are another atlas&apos;s, the names and sides shown are wrong.</source>
        <translation>Aucune table n’accompagne la carte d’étiquettes : ses numéros sont pris pour ceux de BrainCOLOR. S’ils sont ceux d’un autre atlas, les noms et les côtés affichés sont faux.</translation>
    </message>
</context>
<context>
    <name>DropPlan</name>
    <message>
        <source>%1 isn&apos;t there (any more), or may not be read. Check the disk or the network drive that it lies on.</source>
        <translation>%1 est introuvable (ou n’existe plus), ou sa lecture n’est pas autorisée. Vérifiez le disque ou le lecteur réseau où il se trouve.</translation>
    </message>
    <message>
        <source>%1 isn&apos;t opened: one saved case at a time.</source>
        <translation>%1 n’est pas ouvert&#x202f;: un seul cas enregistré à la fois.</translation>
    </message>
    <message>
        <source>%1 looks like a label map and isn&apos;t segmented. Drop it together with its scan to see both.</source>
        <translation>%1 ressemble à une carte de labels et n’est pas segmenté. Déposez-le avec son IRM pour voir les deux.</translation>
    </message>
    <message>
        <source>%1 lies on another machine. Save it to a folder of this one, then drop that.</source>
        <translation>%1 se trouve sur une autre machine. Enregistrez-le dans un dossier de celle-ci, puis déposez cette copie.</translation>
    </message>
    <message>
        <source>The results of %1 go to %2, since nothing can be written beside the scan.</source>
        <translation>Les résultats de %1 vont dans %2, car rien ne peut être écrit à côté de l’image.</translation>
    </message>
</context>
<context>
    <name>Error</name>
    <message>
        <source>Cancelled.</source>
        <translation>Annulé.</translation>
    </message>
    <message>
        <source>{0}</source>
        <translation>{0}</translation>
    </message>
    <message>
        <source>{0}: there is no such file. Check the path.</source>
        <translation>{0} : ce fichier n’existe pas. Vérifiez le chemin.</translation>
    </message>
    <message>
        <source>{0}: can&apos;t be read ({1}). Check its permissions and its disk.</source>
        <translation>{0} : lecture impossible ({1}). Vérifiez les droits d’accès et le disque.</translation>
    </message>
    <message>
        <source>{0}: the file is empty. Copy or export it again.</source>
        <translation>{0} : le fichier est vide. Copiez-le ou exportez-le à nouveau.</translation>
    </message>
    <message>
        <source>{0}: the file ends too early ({1}). Copy or export it again, it is incomplete.</source>
        <translation>{0} : le fichier se termine trop tôt ({1}). Copiez-le ou exportez-le à nouveau, il est incomplet.</translation>
    </message>
    <message>
        <source>{0}: can&apos;t be written ({1}). Check the folder&apos;s permissions or choose another output folder.</source>
        <translation>{0} : écriture impossible ({1}). Vérifiez les droits du dossier ou choisissez un autre dossier de résultats.</translation>
    </message>
    <message>
        <source>{0}: can&apos;t be written, the disk is full. Free some space and run again.</source>
        <translation>{0} : écriture impossible, le disque est plein. Libérez de la place et recommencez.</translation>
    </message>
    <message>
        <source>{0}: this is the input itself and is not overwritten. Choose another output.</source>
        <translation>{0} : c’est l’entrée elle-même, elle n’est pas remplacée. Choisissez une autre sortie.</translation>
    </message>
    <message>
        <source>{0}: a different result is there already ({1}). Choose another output folder or add --overwrite.</source>
        <translation>{0} : un autre résultat s’y trouve déjà ({1}). Choisissez un autre dossier de résultats ou ajoutez --overwrite.</translation>
    </message>
    <message>
        <source>{0}: not an image that Tessera can read ({1}). Give it NIfTI (.nii, .nii.gz, .hdr with .img), Analyze, NRRD, MetaImage, MGH/MGZ or a DICOM series.</source>
        <translation>{0} : Tessera ne peut pas lire cette image ({1}). Donnez du NIfTI (.nii, .nii.gz, .hdr avec .img), Analyze, NRRD, MetaImage, MGH/MGZ ou une série DICOM.</translation>
    </message>
    <message>
        <source>{0}: this format is not supported ({1}). Convert it to NIfTI (.nii.gz).</source>
        <translation>{0} : ce format n’est pas pris en charge ({1}). Convertissez-le en NIfTI (.nii.gz).</translation>
    </message>
    <message>
        <source>{0}: the header is damaged ({1}). Export the image again from its source.</source>
        <translation>{0} : l’en-tête est endommagé ({1}). Exportez de nouveau l’image depuis sa source.</translation>
    </message>
    <message>
        <source>{0}: the header promises {1} bytes of voxels, more than the file holds. Copy or export it again.</source>
        <translation>{0} : l’en-tête promet {1} octets de voxels, plus que n’en contient le fichier. Copiez-le ou exportez-le à nouveau.</translation>
    </message>
    <message>
        <source>{0}: {1} voxels are more than the {2} that Tessera accepts. Crop or resample the image.</source>
        <translation>{0} : {1} voxels, c’est plus que les {2} que Tessera accepte. Recadrez ou rééchantillonnez l’image.</translation>
    </message>
    <message>
        <source>{0}: the image has {1} voxels, a 3-D volume is needed. Give it the whole 3-D T1 series.</source>
        <translation>{0} : l’image a {1} voxels, il faut un volume 3D. Donnez la série T1 3D complète.</translation>
    </message>
    <message>
        <source>{0}: the image has {1} frames (a time series or several channels). Extract the T1 frame to its own file.</source>
        <translation>{0} : l’image a {1} trames (une série temporelle ou plusieurs canaux). Enregistrez la trame T1 dans son propre fichier.</translation>
    </message>
    <message>
        <source>{0}: voxels of type {1} can&apos;t be segmented. Convert the image to one real number a voxel.</source>
        <translation>{0} : des voxels de type {1} ne peuvent pas être segmentés. Convertissez l’image en un nombre réel par voxel.</translation>
    </message>
    <message>
        <source>{0}: the voxel spacing {1} mm is not plausible. Correct the header or export the image again.</source>
        <translation>{0} : l’espacement des voxels {1} mm n’est pas plausible. Corrigez l’en-tête ou exportez de nouveau l’image.</translation>
    </message>
    <message>
        <source>{0}: the orientation matrix ({1}) is singular. Correct the header or export the image again.</source>
        <translation>{0} : la matrice d’orientation ({1}) est singulière. Corrigez l’en-tête ou exportez de nouveau l’image.</translation>
    </message>
    <message>
        <source>{0}: {1} voxels are NaN or infinite. Replace them by 0 (background) and run again.</source>
        <translation>{0} : {1} voxels sont NaN ou infinis. Remplacez-les par 0 (fond) et recommencez.</translation>
    </message>
    <message>
        <source>{0}: nearly all voxels have the value {1}, there is nothing to segment. Check that this is the right file.</source>
        <translation>{0} : presque tous les voxels ont la valeur {1}, il n’y a rien à segmenter. Vérifiez que c’est le bon fichier.</translation>
    </message>
    <message>
        <source>{0}: holds values that are not label numbers (found {1}). Give it a label map, not an intensity image.</source>
        <translation>{0} : contient des valeurs qui ne sont pas des numéros d’étiquette (trouvé : {1}). Donnez une carte d’étiquettes, pas une image d’intensités.</translation>
    </message>
    <message>
        <source>{0}: the header scales the label numbers ({1}). Save the label map with slope 1 and intercept 0.</source>
        <translation>{0} : l’en-tête met les numéros d’étiquette à l’échelle ({1}). Enregistrez la carte avec une pente de 1 et une ordonnée de 0.</translation>
    </message>
    <message>
        <source>{0}: no whole brain in the field of view ({1}). A T1 scan of the whole head is needed.</source>
        <translation>{0} : pas de cerveau entier dans le champ de vue ({1}). Il faut un examen T1 de la tête entière.</translation>
    </message>
    <message>
        <source>{0}: could not be aligned with the template ({1}). Check that this is a T1 scan of a whole head.</source>
        <translation>{0} : impossible de l’aligner sur le modèle anatomique ({1}). Vérifiez que c’est un examen T1 de la tête entière.</translation>
    </message>
    <message>
        <source>{0}: its grid differs from {1} ({2}). Give it images of one grid.</source>
        <translation>{0} : sa grille diffère de {1} ({2}). Donnez des images d’une même grille.</translation>
    </message>
    <message>
        <source>{0}: not a label table ({1}). Give it a _dseg.tsv, or a colour table of FreeSurfer, ITK-SNAP or Slicer.</source>
        <translation>{0} : pas une table d’étiquettes ({1}). Donnez un _dseg.tsv ou une table de couleurs de FreeSurfer, ITK-SNAP ou Slicer.</translation>
    </message>
    <message>
        <source>{0}: no such model bundle. Give it a folder with a manifest.json, or a name from `tessera-cli model list`.</source>
        <translation>{0} : ce paquet de modèle n’existe pas. Donnez un dossier avec un manifest.json ou un nom de `tessera-cli model list`.</translation>
    </message>
    <message>
        <source>{0}: the model bundle is invalid ({1}). Install the bundle again.</source>
        <translation>{0} : le paquet de modèle n’est pas valide ({1}). Réinstallez-le.</translation>
    </message>
    <message>
        <source>{0}: the file&apos;s SHA-256 is not the one that the bundle&apos;s manifest states. Install the bundle again.</source>
        <translation>{0} : le SHA-256 du fichier n’est pas celui du manifeste du paquet. Réinstallez le paquet.</translation>
    </message>
    <message>
        <source>{0}: not a valid safetensors file ({1}). Install the bundle again.</source>
        <translation>{0} : pas un fichier safetensors valide ({1}). Réinstallez le paquet.</translation>
    </message>
    <message>
        <source>{0}: the tensor {1} is missing. Install the bundle again.</source>
        <translation>{0} : le tenseur {1} manque. Réinstallez le paquet.</translation>
    </message>
    <message>
        <source>{0}: the tensor {1} is {2}, the network needs {3}. Install the bundle again.</source>
        <translation>{0} : le tenseur {1} est {2}, le réseau a besoin de {3}. Réinstallez le paquet.</translation>
    </message>
    <message>
        <source>{0}: the network library can&apos;t be opened ({1}). Run packaging/setup and build again.</source>
        <translation>{0} : impossible d’ouvrir la bibliothèque du réseau ({1}). Lancez packaging/setup et recompilez.</translation>
    </message>
    <message>
        <source>{0}: the network stopped ({1}). Check the model with `tessera-cli model verify`.</source>
        <translation>{0} : le réseau s’est arrêté ({1}). Vérifiez le modèle avec `tessera-cli model verify`.</translation>
    </message>
    <message>
        <source>{0}: the memory ran out. Close other programs, or use a machine with more memory, and run again.</source>
        <translation>{0} : la mémoire est épuisée. Fermez d’autres programmes ou prenez une machine avec plus de mémoire, puis recommencez.</translation>
    </message>
    <message>
        <source>{0}: the tiles can&apos;t be fused ({1}). Check the tile folder.</source>
        <translation>{0} : les tuiles ne peuvent pas être fusionnées ({1}). Vérifiez le dossier des tuiles.</translation>
    </message>
    <message>
        <source>{0}: not an affine ({1}). Give it a text file of four rows with four numbers, as reg_aladin writes it.</source>
        <translation>{0} : pas une transformation affine ({1}). Donnez un fichier texte de quatre lignes de quatre nombres, comme l’écrit reg_aladin.</translation>
    </message>
    <message>
        <source>{0}: not a run record ({1}). Give it a NAME_run.json that Tessera wrote.</source>
        <translation>{0} : pas un compte rendu d’exécution ({1}). Donnez un NAME_run.json écrit par Tessera.</translation>
    </message>
    <message>
        <source>{0}: the ratings in it can&apos;t be read ({1}) and are left alone. Move the file away to begin with none.</source>
        <translation>{0} : les évaluations qu’il contient ne peuvent pas être lues ({1}) et restent intactes. Déplacez le fichier pour commencer sans aucune.</translation>
    </message>
    <message>
        <source>{0}: not a case that Tessera saved ({1}). Open the scan and its label map themselves, and save the case again.</source>
        <translation>{0} : pas un cas enregistré par Tessera ({1}). Ouvrez l’examen et sa carte d’étiquettes, puis enregistrez de nouveau le cas.</translation>
    </message>
    <message>
        <source>{0}: a newer Tessera saved this case (version {1}, this program knows {2}). Update Tessera, or open the scan and its label map themselves.</source>
        <translation>{0} : un Tessera plus récent a enregistré ce cas (version {1}, ce programme connaît {2}). Mettez Tessera à jour ou ouvrez l’examen et sa carte d’étiquettes.</translation>
    </message>
    <message>
        <source>{0}: the run can&apos;t be repeated ({1}). Restore what it was made from and try again.</source>
        <translation>{0} : l’exécution ne peut pas être répétée ({1}). Restaurez ce dont elle est issue et recommencez.</translation>
    </message>
    <message>
        <source>{0} and {1}: both would write {2}. Rename one of them or give them separate output folders.</source>
        <translation>{0} et {1} : tous deux écriraient {2}. Renommez l’un d’eux ou donnez-leur des dossiers de résultats séparés.</translation>
    </message>
    <message>
        <source>{0}: holds no image to segment. Give it a folder with T1 scans (NIfTI, NRRD, MetaImage, MGZ or DICOM).</source>
        <translation>{0} : ne contient aucune image à segmenter. Donnez un dossier avec des examens T1 (NIfTI, NRRD, MetaImage, MGZ ou DICOM).</translation>
    </message>
    <message>
        <source>{0}: its data file {1} lies outside the header&apos;s own folder and isn&apos;t opened. Move it beside the header.</source>
        <translation>{0} : son fichier de données {1} est hors du dossier de l’en-tête et n’est pas ouvert. Placez-le à côté de l’en-tête.</translation>
    </message>
    <message>
        <source>{0}: this format can&apos;t hold the image ({1}). Choose another one, .nii.gz holds everything.</source>
        <translation>{0} : ce format ne peut pas contenir l’image ({1}). Choisissez-en un autre, .nii.gz contient tout.</translation>
    </message>
    <message>
        <source>{0}: the slices don&apos;t make one volume ({1}). Export the whole series again, with nothing else beside it.</source>
        <translation>{0} : les coupes ne forment pas un volume ({1}). Exportez de nouveau la série entière, sans rien d’autre à côté.</translation>
    </message>
    <message>
        <source>{0}: its transfer syntax {1} can&apos;t be read. Export the series uncompressed.</source>
        <translation>{0} : sa syntaxe de transfert {1} ne peut pas être lue. Exportez la série sans compression.</translation>
    </message>
    <message>
        <source>{0}: this folder holds files of {1} patients and nothing of it is used. Give each patient a folder.</source>
        <translation>{0} : ce dossier contient des fichiers de {1} patients et rien n’en est utilisé. Donnez un dossier à chaque patient.</translation>
    </message>
    <message>
        <source>{0}: several series could be the T1 scan:
{1}
Choose one with --series and its number or UID.</source>
        <translation>{0} : plusieurs séries pourraient être l’examen T1 :
{1}
Choisissez-en une avec --series et son numéro ou UID.</translation>
    </message>
    <message>
        <source>{0}: there is no series {1} in it. It holds:
{2}</source>
        <translation>{0} : la série {1} n’y est pas. Il contient :
{2}</translation>
    </message>
    <message>
        <source>{0}: no series in it can be segmented:
{1}
A 3-D T1 series of the whole head is needed.</source>
        <translation>{0} : aucune série ne peut y être segmentée :
{1}
Il faut une série T1 3D de la tête entière.</translation>
    </message>
    <message>
        <source>{0}: these weights can&apos;t be imported ({1}). Get the file again from where it was published.</source>
        <translation>{0} : ces poids ne peuvent pas être importés ({1}). Reprenez le fichier là où il a été publié.</translation>
    </message>
    <message>
        <source>{0}: refused, its pickle asks for {1}, which weights never need. Don&apos;t use this file, it may do harm.</source>
        <translation>{0} : refusé, son pickle demande {1}, dont des poids n’ont jamais besoin. N’utilisez pas ce fichier, il peut nuire.</translation>
    </message>
    <message>
        <source>{0}: this model can&apos;t be imported ({1}). Check the folder against where the model was published.</source>
        <translation>{0} : ce modèle ne peut pas être importé ({1}). Comparez le dossier à la publication du modèle.</translation>
    </message>
    <message>
        <source>{0}: one of its tiles ran out of memory on every device that could take it ({1}). Close what else uses the devices, or let the CPU take part, and run again.</source>
        <translation>{0} : une de ses tuiles a manqué de mémoire sur tous les appareils qui pouvaient la prendre ({1}). Fermez ce qui utilise les appareils ou laissez le processeur participer, puis recommencez.</translation>
    </message>
    <message>
        <source>{0}: no device is left to compute on ({1}). Check the devices and run again.</source>
        <translation>{0} : il ne reste aucun appareil pour calculer ({1}). Vérifiez les appareils et recommencez.</translation>
    </message>
    <message>
        <source>{0}: one of its tiles ended {1} times with the process or driver that computed it ({2}). Run again with other devices.</source>
        <translation>{0} : une de ses tuiles a fini {1} fois avec le processus ou le pilote qui la calculait ({2}). Recommencez avec d’autres appareils.</translation>
    </message>
    <message>
        <source>{0}: lies on a network file system ({1}), where a queue would not survive a crash. Choose a folder on a local disk.</source>
        <translation>{0} : se trouve sur un système de fichiers réseau ({1}), où une file ne survivrait pas à une panne. Choisissez un dossier sur un disque local.</translation>
    </message>
    <message>
        <source>{0}: this folder holds other files and no queue. Choose an empty folder or a new one.</source>
        <translation>{0} : ce dossier contient d’autres fichiers et pas de file. Choisissez un dossier vide ou nouveau.</translation>
    </message>
    <message>
        <source>{0}: a newer Tessera made this queue (version {1}, this program knows {2}). Update Tessera or choose another queue folder.</source>
        <translation>{0} : un Tessera plus récent a créé cette file (version {1}, ce programme connaît {2}). Mettez Tessera à jour ou choisissez un autre dossier.</translation>
    </message>
    <message>
        <source>{0}: another program doesn&apos;t let go of the queue. Wait until it has finished, or end it, and try again.</source>
        <translation>{0} : un autre programme ne libère pas la file. Attendez qu’il ait fini, ou fermez-le, et recommencez.</translation>
    </message>
    <message>
        <source>{0}: the queue&apos;s journal is damaged ({1}). End every Tessera that uses this queue and start one again, it rebuilds the journal from the job folders.</source>
        <translation>{0} : le journal de la file est endommagé ({1}). Fermez tous les Tessera qui utilisent cette file et relancez-en un, il reconstruit le journal à partir des dossiers des tâches.</translation>
    </message>
    <message>
        <source>{0}: there is no job {1} in this queue. List the queue again, the job has been removed.</source>
        <translation>{0} : il n’y a pas de tâche {1} dans cette file. Relisez la liste, elle a été retirée.</translation>
    </message>
    <message>
        <source>{0}: job {1} was taken back from this program, it is {2} now. List the queue to see what became of it.</source>
        <translation>{0} : la tâche {1} a été reprise à ce programme, elle est maintenant {2}. Relisez la liste pour voir ce qu’elle est devenue.</translation>
    </message>
    <message>
        <source>{0}: job {1} is {2} and can&apos;t become {3}. List the queue again, its state may just have changed.</source>
        <translation>{0} : la tâche {1} est {2} et ne peut pas devenir {3}. Relisez la liste, son état vient peut-être de changer.</translation>
    </message>
    <message>
        <source>{0}: has changed since it was enqueued ({1}). Enqueue it again if the new content is meant.</source>
        <translation>{0} : a changé depuis sa mise en file ({1}). Remettez-le en file si le nouveau contenu est voulu.</translation>
    </message>
    <message>
        <source>{0}: the queue says something about this job that isn&apos;t understood ({1}). Enqueue it again.</source>
        <translation>{0} : la file dit de cette tâche quelque chose qui n’est pas compris ({1}). Remettez-la en file.</translation>
    </message>
    <message>
        <source>{0}: the worker process that computed one of its tiles is gone ({1}). Run again, with --lane-kind stream if it happens once more.</source>
        <translation>{0} : le processus qui calculait une de ses tuiles a disparu ({1}). Recommencez, avec --lane-kind stream si cela se reproduit.</translation>
    </message>
    <message>
        <source>{0}: this program can&apos;t be run or failed ({1}). Check that it is installed and works.</source>
        <translation>{0} : ce programme ne peut pas être lancé ou a échoué ({1}). Vérifiez qu’il est installé et qu’il fonctionne.</translation>
    </message>
    <message>
        <source>{0}: internal error ({1}). Please report it with this sentence.</source>
        <translation>{0} : erreur interne ({1}). Merci de la signaler avec cette phrase.</translation>
    </message>
    <message>
        <source>{0}: the model&apos;s network needs {1} MiB at once, and no device has so much for us ({2}). Close what else uses the devices, or let the CPU take part.</source>
        <translation>{0} : le réseau du modèle a besoin de {1} Mio à la fois et aucun appareil n’en a autant pour nous ({2}). Fermez ce qui utilise les appareils ou laissez le processeur participer.</translation>
    </message>
</context>
<context>
    <name>OpenGL</name>
    <message>
        <source>This display offers no OpenGL.</source>
        <translation>Cet affichage ne fournit pas OpenGL.</translation>
    </message>
    <message>
        <source>This display offers OpenGL %1.%2 only; 3.2 is needed.</source>
        <translation>Cet affichage ne fournit qu’OpenGL %1.%2&#x202f;; la version 3.2 est nécessaire.</translation>
    </message>
</context>
<context>
    <name>PredictionWords</name>
    <message>
        <source>%1 s</source>
        <translation>%1&#xa0;s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1&#xa0;min</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1&#xa0;h %2&#xa0;min</translation>
    </message>
    <message>
        <source>The network needs %1, which %2 doesn&apos;t have.</source>
        <translation>Le réseau a besoin de %1, que %2 n’a pas.</translation>
    </message>
    <message>
        <source>The network takes %1 of memory on %2.</source>
        <translation>Le réseau prend %1 de mémoire sur %2.</translation>
    </message>
    <message>
        <source>Estimate from earlier scans: the network takes about %1 and %2 of memory on %3 alone.</source>
        <translation>Estimation d’après les images précédentes : le réseau prend environ %1 et %2 de mémoire sur %3 seul.</translation>
    </message>
    <message>
        <source>Rough estimate from the network&apos;s layers: it takes about %1 and %2 of memory on %3 alone.</source>
        <translation>Estimation grossière d’après les couches du réseau : il prend environ %1 et %2 de mémoire sur %3 seul.</translation>
    </message>
    <message>
        <source>estimate %1</source>
        <translation>estimation %1</translation>
    </message>
</context>
<context>
    <name>ReasonWords</name>
    <message>
        <source>%1: a different result is there already (%2). &quot;Compute again&quot; in the job&apos;s menu replaces it; a folder for results can be chosen in the settings.</source>
        <translation>%1 : un autre résultat s’y trouve déjà (%2). « Recalculer », dans le menu de la tâche, le remplace ; un dossier de résultats peut être choisi dans les paramètres.</translation>
    </message>
    <message>
        <source>%1: there is no such model (any more). Choose another one above the queue and drop the scan again.</source>
        <translation>%1 : ce modèle n’existe pas (ou plus). Choisissez-en un autre au-dessus de la file et déposez de nouveau l’image.</translation>
    </message>
    <message>
        <source>%1: the network stopped (%2). Try again, or choose another model.</source>
        <translation>%1 : le réseau s’est arrêté (%2). Réessayez, ou choisissez un autre modèle.</translation>
    </message>
    <message>
        <source>%1: the process that computed one of its tiles is gone (%2). Try again.</source>
        <translation>%1 : le processus qui calculait l’une de ses tuiles a disparu (%2). Réessayez.</translation>
    </message>
    <message>
        <source>Brain volume not plausible</source>
        <translation>Volume cérébral non plausible</translation>
    </message>
    <message>
        <source>Regions not found</source>
        <translation>Régions non trouvées</translation>
    </message>
    <message>
        <source>Unknown label numbers</source>
        <translation>Numéros d’étiquette inconnus</translation>
    </message>
    <message>
        <source>Segmentation touches the edge of the scan</source>
        <translation>La segmentation touche le bord de l’examen</translation>
    </message>
    <message>
        <source>Segmentation touches the edge of what the model sees</source>
        <translation>La segmentation touche le bord de ce que voit le modèle</translation>
    </message>
    <message>
        <source>Registration to be checked</source>
        <translation>Recalage à vérifier</translation>
    </message>
    <message>
        <source>Header contradicts itself about left and right</source>
        <translation>L’en-tête se contredit sur la gauche et la droite</translation>
    </message>
    <message>
        <source>Hemispheres differ</source>
        <translation>Les hémisphères diffèrent</translation>
    </message>
    <message>
        <source>Left and right of a pair differ extremely</source>
        <translation>Gauche et droite d’une paire très différentes</translation>
    </message>
    <message>
        <source>Low agreement of the network&apos;s parts</source>
        <translation>Faible accord des parties du réseau</translation>
    </message>
</context>
<context>
    <name>Review</name>
    <message>
        <source>pass</source>
        <translation>accepté</translation>
    </message>
    <message>
        <source>fail</source>
        <translation>rejeté</translation>
    </message>
</context>
<context>
    <name>Start</name>
    <message>
        <source>%1 Software rendering doesn&apos;t work either: install Mesa&apos;s OpenGL driver (libgl1-mesa-dri).</source>
        <translation>%1 Le rendu logiciel ne fonctionne pas non plus&#x202f;: installez le pilote OpenGL de Mesa (libgl1-mesa-dri).</translation>
    </message>
</context>
<context>
    <name>tessera::ui::About</name>
    <message>
        <source>About Tessera</source>
        <translation>À propos de Tessera</translation>
    </message>
    <message>
        <source>Tessera %1: whole-brain segmentation of T1 MRI.

Research software, not a medical device. Made for T1 scans of adults without large lesions. Look at every result before you use it.</source>
        <translation>Tessera %1&#x202f;: segmentation du cerveau entier en IRM T1.

Logiciel de recherche, pas un dispositif médical. Conçu pour des IRM T1 d’adultes sans grandes lésions. Examinez chaque résultat avant de l’utiliser.</translation>
    </message>
    <message>
        <source>Tessera&apos;s licence</source>
        <translation>Licence de Tessera</translation>
    </message>
    <message>
        <source>Licences of what it is made with</source>
        <translation>Licences de ce dont il est fait</translation>
    </message>
    <message>
        <source>Made with</source>
        <translation>Fait avec</translation>
    </message>
</context>
<context>
    <name>tessera::ui::BatchWatch</name>
    <message numerus="yes">
        <source>%n done</source>
        <translation>
            <numerusform>%n terminé</numerusform>
            <numerusform>%n terminés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to review</source>
        <translation>
            <numerusform>%n à vérifier</numerusform>
            <numerusform>%n à vérifier</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n en échec</numerusform>
            <numerusform>%n en échec</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tessera::ui::CaseKeeper</name>
    <message>
        <source>%1 has changed since the case was saved and is shown as it is now. Check that it is the right file.</source>
        <translation>%1 a changé depuis l’enregistrement du cas et est affiché dans son état actuel. Vérifiez que c’est le bon fichier.</translation>
    </message>
    <message>
        <source>%1, the scan of this case, isn&apos;t there (any more). Put it back, or connect the drive that it lies on, and open the case again.</source>
        <translation>%1, l’IRM de ce cas, est introuvable (ou n’existe plus). Remettez le fichier en place ou connectez le lecteur où il se trouve, puis rouvrez le cas.</translation>
    </message>
    <message>
        <source>%1, the label map of this case, isn&apos;t there (any more): the scan is shown alone. Put it back, or connect the drive that it lies on, and open the case again.</source>
        <translation>%1, la carte de labels de ce cas, est introuvable (ou n’existe plus)&#x202f;: l’IRM est affichée seule. Remettez le fichier en place ou connectez le lecteur où il se trouve, puis rouvrez le cas.</translation>
    </message>
    <message>
        <source>Save case</source>
        <translation>Enregistrer le cas</translation>
    </message>
    <message>
        <source>Cases of Tessera (*.tessera)</source>
        <translation>Cas Tessera (*.tessera)</translation>
    </message>
    <message>
        <source>The case is shown as it was saved: the patient&apos;s right is on the left.</source>
        <translation>Le cas est affiché tel qu’il a été enregistré&#x202f;: la droite du patient est à gauche.</translation>
    </message>
    <message>
        <source>The case is shown as it was saved: the patient&apos;s right is on the right.</source>
        <translation>Le cas est affiché tel qu’il a été enregistré&#x202f;: la droite du patient est à droite.</translation>
    </message>
</context>
<context>
    <name>tessera::ui::CaseLoader</name>
    <message>
        <source>Reading %1</source>
        <translation>Lecture de %1</translation>
    </message>
</context>
<context>
    <name>tessera::ui::CasePage</name>
    <message>
        <source>x %1  y %2  z %3 mm</source>
        <translation>x %1  y %2  z %3&#xa0;mm</translation>
    </message>
    <message>
        <source>voxel %1 %2 %3</source>
        <translation>voxel %1 %2 %3</translation>
    </message>
    <message>
        <source>intensity %1</source>
        <translation>intensité %1</translation>
    </message>
    <message>
        <source>%1 of %2 tiles agree</source>
        <translation>%1/%2 tuiles d’accord</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>Vues</translation>
    </message>
    <message>
        <source>At the cursor</source>
        <translation>Au curseur</translation>
    </message>
    <message>
        <source>%1 looks like a label map. Open its scan first, or both together.</source>
        <translation>%1 ressemble à une carte de labels. Ouvrez d’abord son IRM, ou les deux ensemble.</translation>
    </message>
    <message>
        <source>%1 (preview)</source>
        <translation>%1 (aperçu)</translation>
    </message>
</context>
<context>
    <name>tessera::ui::CaseUndo</name>
    <message>
        <source>regions shown</source>
        <translation>régions affichées</translation>
    </message>
    <message>
        <source>colours</source>
        <translation>couleurs</translation>
    </message>
    <message>
        <source>window and level</source>
        <translation>fenêtrage</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Rétablir</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>Annuler&#x202f;: %1</translation>
    </message>
    <message>
        <source>Redo: %1</source>
        <translation>Rétablir&#x202f;: %1</translation>
    </message>
</context>
<context>
    <name>tessera::ui::CheatSheet</name>
    <message>
        <source>Keys and mouse</source>
        <translation>Clavier et souris</translation>
    </message>
    <message>
        <source>Key or mouse</source>
        <translation>Touche ou souris</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>Effet</translation>
    </message>
    <message>
        <source>moves the cursor; a click picks a region</source>
        <translation>déplace le curseur&#x202f;; un clic choisit une région</translation>
    </message>
    <message>
        <source>zooms</source>
        <translation>zoome</translation>
    </message>
    <message>
        <source>moves the picture</source>
        <translation>déplace l’image</translation>
    </message>
    <message>
        <source>window and level</source>
        <translation>fenêtrage</translation>
    </message>
    <message>
        <source>Left button</source>
        <translation>Bouton gauche</translation>
    </message>
    <message>
        <source>Ctrl and left button</source>
        <translation>Ctrl et bouton gauche</translation>
    </message>
    <message>
        <source>Shift and left button</source>
        <translation>Maj et bouton gauche</translation>
    </message>
    <message>
        <source>Right button</source>
        <translation>Bouton droit</translation>
    </message>
    <message>
        <source>Middle button</source>
        <translation>Bouton du milieu</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>Molette</translation>
    </message>
    <message>
        <source>scrolls slices; with Ctrl and in 3D it zooms</source>
        <translation>fait défiler les coupes&#x202f;; avec Ctrl et en 3D, zoome</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>Double-clic</translation>
    </message>
    <message>
        <source>one view large, and back</source>
        <translation>agrandit une vue, et retour</translation>
    </message>
    <message>
        <source>Left button, in 3D</source>
        <translation>Bouton gauche, en 3D</translation>
    </message>
    <message>
        <source>turns; a click picks a region</source>
        <translation>fait tourner&#x202f;; un clic choisit une région</translation>
    </message>
    <message>
        <source>Right button, in 3D</source>
        <translation>Bouton droit, en 3D</translation>
    </message>
    <message>
        <source>Middle button, in 3D</source>
        <translation>Bouton du milieu, en 3D</translation>
    </message>
    <message>
        <source>Arrow keys, in 3D</source>
        <translation>Flèches, en 3D</translation>
    </message>
    <message>
        <source>turn</source>
        <translation>font tourner</translation>
    </message>
    <message>
        <source>+ and -, in 3D</source>
        <translation>+ et -, en 3D</translation>
    </message>
    <message>
        <source>zoom</source>
        <translation>zooment</translation>
    </message>
</context>
<context>
    <name>tessera::ui::Closing</name>
    <message>
        <source>Scans are still computed</source>
        <translation>Des calculs sont en cours</translation>
    </message>
    <message numerus="yes">
        <source>%n scan(s) are not finished yet.</source>
        <translation>
            <numerusform>%n image n’est pas encore terminée.</numerusform>
            <numerusform>%n images ne sont pas encore terminées.</numerusform>
        </translation>
    </message>
    <message>
        <source>If Tessera stops now, what is computed so far is kept, and the rest follows when it is started again.</source>
        <translation>Si Tessera s’arrête maintenant, ce qui est déjà calculé est conservé et le reste suivra au prochain démarrage.</translation>
    </message>
    <message>
        <source>Stop and close</source>
        <translation>Arrêter et fermer</translation>
    </message>
    <message>
        <source>Keep running, minimised</source>
        <translation>Continuer, réduit</translation>
    </message>
    <message>
        <source>Don&apos;t ask again</source>
        <translation>Ne plus demander</translation>
    </message>
    <message>
        <source>The settings (in the menu Tools) can change it.</source>
        <translation>Les paramètres (menu Outils) permettent de le changer.</translation>
    </message>
</context>
<context>
    <name>tessera::ui::Compare</name>
    <message>
        <source>Label map on the left</source>
        <translation>Carte de labels à gauche</translation>
    </message>
    <message>
        <source>Label map on the right</source>
        <translation>Carte de labels à droite</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>Différences</translation>
    </message>
    <message>
        <source>On the right, the voxels whose labels differ in place of the labels (Shift+D)</source>
        <translation>À droite, les voxels dont les labels diffèrent, à la place des labels (Shift+D)</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>Régions</translation>
    </message>
    <message>
        <source>Overlap of each region, the worst first (Shift+T)</source>
        <translation>Recouvrement de chaque région, le plus faible d’abord (Shift+T)</translation>
    </message>
    <message>
        <source>End comparing</source>
        <translation>Terminer la comparaison</translation>
    </message>
    <message>
        <source>One case again (Esc)</source>
        <translation>Revenir à un seul cas (Esc)</translation>
    </message>
    <message>
        <source>How far the label maps agree</source>
        <translation>Degré de concordance des cartes de labels</translation>
    </message>
    <message>
        <source>Overlap of each region</source>
        <translation>Recouvrement de chaque région</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Région</translation>
    </message>
    <message>
        <source>Dice %</source>
        <translation>Dice %</translation>
    </message>
    <message>
        <source>Left map ml</source>
        <translation>Carte gauche ml</translation>
    </message>
    <message>
        <source>Right map ml</source>
        <translation>Carte droite ml</translation>
    </message>
    <message>
        <source>%1 lies over the scan in place of %2.</source>
        <translation>%1 est superposé à l’IRM à la place de %2.</translation>
    </message>
    <message>
        <source>Compare them</source>
        <translation>Les comparer</translation>
    </message>
    <message>
        <source>label %1</source>
        <translation>label %1</translation>
    </message>
    <message>
        <source>%1 % of the labelled voxels have the same label · mean Dice %2 % (regions: %3)</source>
        <translation>%1&#x202f;% des voxels portant un label ont le même label · Dice moyen %2&#x202f;% (régions&#x202f;: %3)</translation>
    </message>
    <message>
        <source>least: %1, %2 %</source>
        <translation>minimum&#x202f;: %1, %2&#x202f;%</translation>
    </message>
    <message>
        <source>Compared on the grid of the right scan; what lies outside it doesn&apos;t count.</source>
        <translation>Comparaison sur la grille de l’IRM de droite&#x202f;; ce qui se trouve en dehors ne compte pas.</translation>
    </message>
    <message>
        <source>Link views</source>
        <translation>Lier les vues</translation>
    </message>
    <message>
        <source>Zoom, pan and turn both sides together (Shift+L)</source>
        <translation>Zoomer, déplacer et tourner les deux côtés ensemble (Shift+L)</translation>
    </message>
</context>
<context>
    <name>tessera::ui::CompareDialog</name>
    <message>
        <source>Compare with</source>
        <translation>Comparer avec</translation>
    </message>
    <message>
        <source>A finished case, or another label map of the scan in front:</source>
        <translation>Un cas terminé, ou une autre carte de labels de l’IRM affichée&#x202f;:</translation>
    </message>
    <message>
        <source>Search cases</source>
        <translation>Rechercher des cas</translation>
    </message>
    <message>
        <source>Finished cases</source>
        <translation>Cas terminés</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Comparer</translation>
    </message>
    <message>
        <source>Label map file...</source>
        <translation>Fichier de labels...</translation>
    </message>
    <message>
        <source>Choose a label map</source>
        <translation>Choisir une carte de labels</translation>
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
        <translation>Afficher</translation>
    </message>
</context>
<context>
    <name>tessera::ui::DevicesModel</name>
    <message>
        <source>%1 of %2 GB</source>
        <translation>%1 sur %2&#xa0;GB</translation>
    </message>
    <message>
        <source>%1 GB</source>
        <translation>%1&#xa0;GB</translation>
    </message>
    <message>
        <source>%1 lost</source>
        <translation>%1 perdue</translation>
    </message>
    <message>
        <source>%1 %2 · %3 · %4 tiles/s</source>
        <translation>%1 %2 · %3 · %4 tuiles/s</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>perdue</translation>
    </message>
    <message>
        <source>computing</source>
        <translation>en calcul</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>inactive</translation>
    </message>
    <message>
        <source>%1: %2 tiles so far, at most %3 reserved; workers that died: %4</source>
        <translation>%1&#x202f;: %2 tuiles jusqu’ici, au plus %3 réservés&#x202f;; arrêts anormaux de processus&#x202f;: %4</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Unité</translation>
    </message>
    <message>
        <source>Lanes</source>
        <translation>Voies</translation>
    </message>
    <message>
        <source>Tiles/s</source>
        <translation>Tuiles/s</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>Charge</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 sur %2</translation>
    </message>
    <message>
        <source>%1 °C</source>
        <translation>%1 °C</translation>
    </message>
    <message>
        <source>Not measured yet.</source>
        <translation>Pas encore mesuré.</translation>
    </message>
    <message>
        <source>Not measured: %1.</source>
        <translation>Non mesuré : %1.</translation>
    </message>
    <message>
        <source>How busy it was in the last second, with whomever&apos;s work</source>
        <translation>Occupation pendant la dernière seconde, quel que soit le programme</translation>
    </message>
    <message>
        <source>How much of the last half minute its lanes computed tiles</source>
        <translation>Part de la dernière demi-minute pendant laquelle ses voies ont calculé des tuiles</translation>
    </message>
    <message>
        <source>Tiles at this moment, of as many as it takes at a time</source>
        <translation>Tuiles en ce moment, sur le nombre accepté à la fois</translation>
    </message>
    <message>
        <source>Tiles a second over the last half minute</source>
        <translation>Tuiles par seconde sur la dernière demi-minute</translation>
    </message>
    <message>
        <source>%1 / %2 / %3 GB</source>
        <translation>%1 / %2 / %3 GB</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>Ours / others / budget</source>
        <translation>Nous / autres / budget</translation>
    </message>
    <message>
        <source>Memory that the engine uses, that everybody else uses, and that is ours to use</source>
        <translation>Mémoire utilisée par le moteur, par tous les autres, et que nous pouvons utiliser</translation>
    </message>
    <message>
        <source>Temp.</source>
        <translation>Temp.</translation>
    </message>
    <message>
        <source>Temperature, as its sensor says</source>
        <translation>Température selon son capteur</translation>
    </message>
</context>
<context>
    <name>tessera::ui::DevicesPanel</name>
    <message>
        <source>Devices</source>
        <translation>Unités de calcul</translation>
    </message>
</context>
<context>
    <name>tessera::ui::DevicesPlot</name>
    <message>
        <source>How busy the devices were over the last three minutes</source>
        <translation>Charge des unités de calcul sur les trois dernières minutes</translation>
    </message>
    <message>
        <source>No device computes yet.</source>
        <translation>Aucune unité ne calcule pour l’instant.</translation>
    </message>
    <message>
        <source>3 min ago</source>
        <translation>il y a 3 min</translation>
    </message>
    <message>
        <source>now</source>
        <translation>maintenant</translation>
    </message>
</context>
<context>
    <name>tessera::ui::EmptyPage</name>
    <message>
        <source>Drop MRIs here</source>
        <translation>Déposez des IRM ici</translation>
    </message>
    <message>
        <source>T1 scans of heads: NIfTI, Analyze, NRRD, MetaImage, MGH/MGZ, DICOM folders, BIDS datasets.
A scan together with a label map opens both without computing anything.</source>
        <translation>IRM T1 de la tête&#x202f;: NIfTI, Analyze, NRRD, MetaImage, MGH/MGZ, dossiers DICOM, jeux de données BIDS.
Une IRM déposée avec une carte de labels ouvre les deux sans aucun calcul.</translation>
    </message>
    <message>
        <source>Open...</source>
        <translation>Ouvrir...</translation>
    </message>
    <message>
        <source>Try the sample case</source>
        <translation>Essayer le cas d’exemple</translation>
    </message>
    <message>
        <source>Segments the built-in scan colin27 and shows the result</source>
        <translation>Segmente l’IRM intégrée colin27 et affiche le résultat</translation>
    </message>
</context>
<context>
    <name>tessera::ui::Engine</name>
    <message>
        <source>The engine ended before it answered; please look whether it was done.</source>
        <translation>Le moteur s’est arrêté avant de répondre&#x202f;; veuillez contrôler si l’opération a été effectuée.</translation>
    </message>
    <message>
        <source>The engine isn&apos;t running.</source>
        <translation>Le moteur n’est pas en marche.</translation>
    </message>
    <message>
        <source>The engine&apos;s answer wasn&apos;t understood.</source>
        <translation>La réponse du moteur n’a pas été comprise.</translation>
    </message>
</context>
<context>
    <name>tessera::ui::EngineRunner</name>
    <message>
        <source>The engine was killed or crashed.</source>
        <translation>Le moteur a été interrompu de force ou a planté.</translation>
    </message>
    <message>
        <source>The engine ended by itself (exit code %1).</source>
        <translation>Le moteur s’est arrêté de lui-même (code de sortie %1).</translation>
    </message>
    <message>
        <source>%1 It said: “%2”</source>
        <translation>%1 Son message&#x202f;: «&#x202f;%2&#x202f;»</translation>
    </message>
    <message>
        <source>%1 It has ended %2 times within a minute, so it isn&apos;t started again by itself. Jobs and finished tiles are kept.</source>
        <translation>%1 Il s’est arrêté %2 fois en une minute&#x202f;; il n’est donc pas redémarré automatiquement. Les tâches et les tuiles terminées sont conservées.</translation>
    </message>
    <message>
        <source>The engine %1 can&apos;t be started: %2. Is Tessera installed completely?</source>
        <translation>Impossible de démarrer le moteur %1&#x202f;: %2. Tessera est-il complètement installé&#x202f;?</translation>
    </message>
</context>
<context>
    <name>tessera::ui::ExportDialog</name>
    <message>
        <source>%1 is there already. Choose another name, or let files be replaced.</source>
        <translation>%1 existe déjà. Choisissez un autre nom ou autorisez le remplacement des fichiers.</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exporter</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>Progression de l’export</translation>
    </message>
    <message>
        <source>Result of the export</source>
        <translation>Résultat de l’export</translation>
    </message>
    <message>
        <source>Label map</source>
        <translation>Carte de labels</translation>
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
        <translation>Signification des numéros</translation>
    </message>
    <message>
        <source>BIDS (_dseg.tsv)</source>
        <translation>BIDS (_dseg.tsv)</translation>
    </message>
    <message>
        <source>FreeSurfer colour table</source>
        <translation>Table de couleurs FreeSurfer</translation>
    </message>
    <message>
        <source>ITK-SNAP label descriptions</source>
        <translation>Descriptions de labels ITK-SNAP</translation>
    </message>
    <message>
        <source>3D Slicer colour table</source>
        <translation>Table de couleurs 3D Slicer</translation>
    </message>
    <message>
        <source>Volumes</source>
        <translation>Volumes</translation>
    </message>
    <message>
        <source>Table (.tsv)</source>
        <translation>Tableau (.tsv)</translation>
    </message>
    <message>
        <source>SLANT&apos;s table (.csv)</source>
        <translation>Tableau de SLANT (.csv)</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Picture of the views as they are (.png), without the patient&apos;s name</source>
        <translation>Image des vues telles quelles (.png), sans le nom du patient</translation>
    </message>
    <message>
        <source>Choose...</source>
        <translation>Choisir...</translation>
    </message>
    <message>
        <source>Folder for the export</source>
        <translation>Dossier de l’export</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>Names begin with</source>
        <translation>Début des noms</translation>
    </message>
    <message>
        <source>Replace files that are there</source>
        <translation>Remplacer les fichiers existants</translation>
    </message>
    <message>
        <source>Writing, reading back and comparing...</source>
        <translation>Écriture, relecture et comparaison...</translation>
    </message>
    <message numerus="yes">
        <source>Done: %n file(s) written, read back and found the same: %1</source>
        <translation>
            <numerusform>Terminé&#x202f;: %n fichier écrit, relu et trouvé identique&#x202f;: %1</numerusform>
            <numerusform>Terminé&#x202f;: %n fichiers écrits, relus et trouvés identiques&#x202f;: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Export of %1</source>
        <translation>Export de %1</translation>
    </message>
    <message>
        <source>No label table lies beside the map, so that it alone can be exported.</source>
        <translation>Aucune table de labels ne se trouve à côté de la carte, elle seule peut donc être exportée.</translation>
    </message>
    <message>
        <source>No picture: another case is in front now</source>
        <translation>Pas d’image&#x202f;: un autre cas est maintenant au premier plan</translation>
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
        <translation>Usage prévu de ce programme et état du cas</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>File d’attente</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>Régions</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Unités de calcul</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>É&amp;dition</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Affichage</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Plein écran</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>&amp;Outils</translation>
    </message>
    <message>
        <source>Settings...</source>
        <translation>Paramètres...</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Fichier</translation>
    </message>
    <message>
        <source>Open files...</source>
        <translation>Ouvrir des fichiers...</translation>
    </message>
    <message>
        <source>Open folder...</source>
        <translation>Ouvrir un dossier...</translation>
    </message>
    <message>
        <source>Try the sample case</source>
        <translation>Essayer le cas d’exemple</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Récents</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Quitter</translation>
    </message>
    <message>
        <source>Save case...</source>
        <translation>Enregistrer le cas...</translation>
    </message>
    <message>
        <source>Export...</source>
        <translation>Exporter...</translation>
    </message>
    <message>
        <source>Save picture of the views...</source>
        <translation>Enregistrer une image des vues...</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>Enregistrer l’image</translation>
    </message>
    <message>
        <source>PNG (*.png)</source>
        <translation>PNG (*.png)</translation>
    </message>
    <message>
        <source>&amp;Case</source>
        <translation>&amp;Cas</translation>
    </message>
    <message>
        <source>Next case</source>
        <translation>Cas suivant</translation>
    </message>
    <message>
        <source>Previous case</source>
        <translation>Cas précédent</translation>
    </message>
    <message>
        <source>Compare with...</source>
        <translation>Comparer avec...</translation>
    </message>
    <message>
        <source>Close case</source>
        <translation>Fermer le cas</translation>
    </message>
    <message>
        <source>&amp;Queue</source>
        <translation>Fi&amp;le d’attente</translation>
    </message>
    <message>
        <source>Hold the queue</source>
        <translation>Mettre la file en pause</translation>
    </message>
    <message>
        <source>Retry all that failed</source>
        <translation>Relancer tous les échecs</translation>
    </message>
    <message>
        <source>Remove all that are done</source>
        <translation>Retirer tout ce qui est terminé</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>Aid&amp;e</translation>
    </message>
    <message>
        <source>Keys and mouse</source>
        <translation>Clavier et souris</translation>
    </message>
    <message>
        <source>About Tessera</source>
        <translation>À propos de Tessera</translation>
    </message>
    <message>
        <source>Clear this list</source>
        <translation>Vider cette liste</translation>
    </message>
    <message>
        <source>Saved, read back and found the same: %1</source>
        <translation>Enregistré, relu et trouvé identique&#x202f;: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n de plus</numerusform>
            <numerusform>%n de plus</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more were not taken</source>
        <translation>
            <numerusform>%n autre n’a pas été ajouté</numerusform>
            <numerusform>%n autres n’ont pas été ajoutés</numerusform>
        </translation>
    </message>
    <message>
        <source>research use, not a medical device · adult T1 without large lesions</source>
        <translation>usage de recherche, pas un dispositif médical · T1 d’adultes sans grandes lésions</translation>
    </message>
    <message>
        <source>done</source>
        <translation>terminé</translation>
    </message>
    <message>
        <source>needs review</source>
        <translation>à vérifier</translation>
    </message>
    <message>
        <source>a label map without a record of how it was made</source>
        <translation>une carte de labels sans trace de la façon dont elle a été obtenue</translation>
    </message>
    <message>
        <source>Open scans and label maps</source>
        <translation>Ouvrir des IRM et des cartes de labels</translation>
    </message>
    <message>
        <source>Open a DICOM folder, a BIDS dataset or scans</source>
        <translation>Ouvrir un dossier DICOM, un jeu de données BIDS ou des IRM</translation>
    </message>
    <message>
        <source>made from another scan, or the scan has changed since</source>
        <translation>calculée à partir d’une autre image, ou l’image a changé depuis</translation>
    </message>
    <message>
        <source>changed after its run, not checked since</source>
        <translation>modifiée après son calcul, non vérifiée depuis</translation>
    </message>
    <message>
        <source>preview by another model (%1)</source>
        <translation>aperçu d’un autre modèle (%1)</translation>
    </message>
    <message>
        <source>%1 (%2) - Tessera</source>
        <translation>%1 (%2) - Tessera</translation>
    </message>
    <message>
        <source>Left and right are confirmed</source>
        <translation>Gauche et droite sont confirmées</translation>
    </message>
    <message>
        <source>You vouch for left and right of this scan, until another one is opened. The files of the result and exports still call them unverified.</source>
        <translation>Vous vous portez garant de la gauche et de la droite de cet examen, jusqu’à l’ouverture d’un autre. Les fichiers du résultat et les exports les disent toujours non vérifiées.</translation>
    </message>
    <message>
        <source>left and right confirmed by a person</source>
        <translation>gauche et droite confirmées par une personne</translation>
    </message>
    <message>
        <source>left/right not verified</source>
        <translation>gauche/droite non vérifiées</translation>
    </message>
</context>
<context>
    <name>tessera::ui::MessageBar</name>
    <message>
        <source>Message</source>
        <translation>Message</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Copier les détails</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problème</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Remarque</translation>
    </message>
</context>
<context>
    <name>tessera::ui::QueueModel</name>
    <message>
        <source>waiting</source>
        <translation>en attente</translation>
    </message>
    <message>
        <source>preparing</source>
        <translation>préparation</translation>
    </message>
    <message>
        <source>segmenting</source>
        <translation>segmentation</translation>
    </message>
    <message>
        <source>finishing</source>
        <translation>finalisation</translation>
    </message>
    <message>
        <source>done</source>
        <translation>terminé</translation>
    </message>
    <message>
        <source>needs review</source>
        <translation>à vérifier</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>en échec</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>annulé</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>en pause</translation>
    </message>
    <message>
        <source>rated: %1</source>
        <translation>évaluation&#x202f;: %1</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>lecture</translation>
    </message>
    <message>
        <source>reading DICOM headers</source>
        <translation>lecture des en-têtes DICOM</translation>
    </message>
    <message>
        <source>registration</source>
        <translation>recalage</translation>
    </message>
    <message>
        <source>waiting for a device</source>
        <translation>attend une unité de calcul</translation>
    </message>
    <message>
        <source>tiles</source>
        <translation>tuiles</translation>
    </message>
    <message>
        <source>network</source>
        <translation>réseau</translation>
    </message>
    <message>
        <source>bringing labels home</source>
        <translation>report des labels sur l’IRM</translation>
    </message>
    <message>
        <source>writing</source>
        <translation>écriture</translation>
    </message>
    <message>
        <source>preview</source>
        <translation>aperçu</translation>
    </message>
</context>
<context>
    <name>tessera::ui::QueuePanel</name>
    <message>
        <source>Model</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>The model that further scans are segmented with</source>
        <translation>Le modèle qui segmentera les prochaines IRM</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Précision</translation>
    </message>
    <message>
        <source>Number format of further scans: auto takes what is faster here</source>
        <translation>Format numérique pour les prochaines IRM&#x202f;: auto prend le plus rapide ici</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Unités de calcul</translation>
    </message>
    <message>
        <source>What is computed on, such as auto, cpu, cuda:0 or cuda,cpu</source>
        <translation>Sur quoi calculer, par exemple auto, cpu, cuda:0 ou cuda,cpu</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>Répartition</translation>
    </message>
    <message>
        <source>Which tile runs on which device</source>
        <translation>Quelle tuile est calculée sur quelle unité</translation>
    </message>
    <message>
        <source>Pause the queue</source>
        <translation>Mettre la file en pause</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>Ce qui ne va pas</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>Redémarrer</translation>
    </message>
    <message>
        <source>Start the engine again</source>
        <translation>Redémarrer le moteur</translation>
    </message>
    <message>
        <source>Search jobs</source>
        <translation>Rechercher des tâches</translation>
    </message>
    <message>
        <source>Jobs that are shown</source>
        <translation>Tâches affichées</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Tout</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>En attente</translation>
    </message>
    <message>
        <source>At work</source>
        <translation>En cours</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Terminé</translation>
    </message>
    <message>
        <source>Needs review</source>
        <translation>À vérifier</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>En échec</translation>
    </message>
    <message>
        <source>Not rated</source>
        <translation>Non évalué</translation>
    </message>
    <message>
        <source>Rated pass</source>
        <translation>Accepté</translation>
    </message>
    <message>
        <source>Rated fail</source>
        <translation>Rejeté</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Tâches</translation>
    </message>
    <message>
        <source>Jobs in each state</source>
        <translation>Tâches dans chaque état</translation>
    </message>
    <message>
        <source>Retry all failed</source>
        <translation>Relancer les échecs</translation>
    </message>
    <message>
        <source>Retry all failed jobs</source>
        <translation>Relancer toutes les tâches en échec</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Vérifier</translation>
    </message>
    <message>
        <source>Review finished cases</source>
        <translation>Vérifier les cas terminés</translation>
    </message>
    <message>
        <source>Look at the finished cases one by one, the doubtful ones first</source>
        <translation>Examiner les cas terminés un par un, les douteux d’abord</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Show result in folder</source>
        <translation>Afficher le résultat dans son dossier</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Relancer</translation>
    </message>
    <message>
        <source>Remove from the queue</source>
        <translation>Retirer de la file</translation>
    </message>
    <message>
        <source>Results stay where they are</source>
        <translation>Les résultats restent où ils sont</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Monter</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Descendre</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Reprendre</translation>
    </message>
    <message>
        <source>The queue is paused: start further jobs</source>
        <translation>La file est en pause&#x202f;: reprendre le démarrage des tâches</translation>
    </message>
    <message>
        <source>Start no further jobs</source>
        <translation>Ne plus démarrer de tâches</translation>
    </message>
    <message>
        <source>The engine is started again. %1</source>
        <translation>Le moteur est redémarré. %1</translation>
    </message>
    <message>
        <source>Nothing can be computed with these devices: %1</source>
        <translation>Aucun calcul possible avec ces unités&#x202f;: %1</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%2&#x202f;: %1</translation>
    </message>
    <message>
        <source>No jobs yet. Drop MRIs or folders into the window.</source>
        <translation>Aucune tâche pour l’instant. Déposez des IRM ou des dossiers dans la fenêtre.</translation>
    </message>
    <message>
        <source>No job fits what is searched for.</source>
        <translation>Aucune tâche ne correspond à la recherche.</translation>
    </message>
    <message>
        <source>all CPUs</source>
        <translation>tous les CPU</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>Threads of the processor that a tile is computed with</source>
        <translation>Threads du processeur avec lesquels une tuile est calculée</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Pourquoi ?</translation>
    </message>
    <message>
        <source>What is said of these jobs, to be read and copied</source>
        <translation>Ce qui est dit de ces tâches, à lire et à copier</translation>
    </message>
    <message>
        <source>Compute again...</source>
        <translation>Recalculer...</translation>
    </message>
    <message>
        <source>Also where a result is there already; it is replaced</source>
        <translation>Même s’il y a déjà un résultat ; il est remplacé</translation>
    </message>
    <message>
        <source>To the front</source>
        <translation>En tête</translation>
    </message>
    <message>
        <source>Compute again</source>
        <translation>Recalculer</translation>
    </message>
    <message numerus="yes">
        <source>Compute %n scan(s) again?</source>
        <translation>
            <numerusform>Recalculer %n image ?</numerusform>
            <numerusform>Recalculer %n images ?</numerusform>
        </translation>
    </message>
    <message>
        <source>Results that are there are replaced as soon as the new ones are ready, and with them whatever somebody has changed in these files.</source>
        <translation>Les résultats existants sont remplacés dès que les nouveaux sont prêts, et avec eux tout ce que quelqu’un a modifié dans ces fichiers.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1 : %2</translation>
    </message>
</context>
<context>
    <name>tessera::ui::RegionsModel</name>
    <message>
        <source>left</source>
        <translation>gauche</translation>
    </message>
    <message>
        <source>right</source>
        <translation>droite</translation>
    </message>
    <message>
        <source>midline</source>
        <translation>ligne médiane</translation>
    </message>
    <message>
        <source>cortical grey matter</source>
        <translation>substance grise corticale</translation>
    </message>
    <message>
        <source>subcortical grey matter</source>
        <translation>substance grise sous-corticale</translation>
    </message>
    <message>
        <source>cerebellar grey matter</source>
        <translation>substance grise cérébelleuse</translation>
    </message>
    <message>
        <source>white matter</source>
        <translation>substance blanche</translation>
    </message>
    <message>
        <source>brain stem</source>
        <translation>tronc cérébral</translation>
    </message>
    <message>
        <source>cerebrospinal fluid</source>
        <translation>liquide cérébrospinal</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Autres</translation>
    </message>
    <message>
        <source>Regions in this group: %1</source>
        <translation>Régions de ce groupe&#x202f;: %1</translation>
    </message>
    <message>
        <source>Label %1: %2
Agreement: %3</source>
        <translation>Label %1&#x202f;: %2
Accord&#x202f;: %3</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Région</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>Côté</translation>
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
        <translation>Accord</translation>
    </message>
    <message>
        <source>Name and colour; ticked: shown over the scan</source>
        <translation>Nom et couleur&#x202f;; cochée&#x202f;: affichée en superposition sur l’IRM</translation>
    </message>
    <message>
        <source>As the label table states it</source>
        <translation>Selon la table des labels</translation>
    </message>
    <message>
        <source>Volume in millilitres</source>
        <translation>Volume en millilitres</translation>
    </message>
    <message>
        <source>Share of the segmented brain, ventricles included</source>
        <translation>Part du cerveau segmenté, ventricules compris</translation>
    </message>
    <message>
        <source>200 (L - R) / (L + R): positive where the left is larger</source>
        <translation>200 (L - R) / (L + R)&#x202f;: positif lorsque le côté gauche est le plus grand</translation>
    </message>
    <message>
        <source>Agreement: percent of the covering tiles that chose the label, where four or more cover it; no probability</source>
        <translation>Accord&#x202f;: pourcentage des tuiles couvrantes qui ont choisi le label, là où il y en a au moins quatre&#x202f;; ce n’est pas une probabilité</translation>
    </message>
    <message>
        <source>Region (L/R not verified)</source>
        <translation>Région (G/D non vérifiées)</translation>
    </message>
    <message>
        <source>Left and right may be exchanged: the scan&apos;s file doesn&apos;t state them, or contradicts itself. Whoever knows better can confirm them in the menu Case.</source>
        <translation>La gauche et la droite peuvent être inversées&#x202f;: le fichier de l’examen ne les indique pas ou se contredit. Qui en est sûr peut les confirmer dans le menu Cas.</translation>
    </message>
</context>
<context>
    <name>tessera::ui::RegionsPanel</name>
    <message>
        <source>Search regions</source>
        <translation>Rechercher des régions</translation>
    </message>
    <message>
        <source>Group regions</source>
        <translation>Grouper les régions</translation>
    </message>
    <message>
        <source>By lobe</source>
        <translation>Par lobe</translation>
    </message>
    <message>
        <source>By tissue</source>
        <translation>Par tissu</translation>
    </message>
    <message>
        <source>No groups</source>
        <translation>Sans groupes</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Toutes</translation>
    </message>
    <message>
        <source>Show all regions</source>
        <translation>Afficher toutes les régions</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Aucune</translation>
    </message>
    <message>
        <source>Show no region</source>
        <translation>N’afficher aucune région</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>Régions</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Show only this</source>
        <translation>Seulement celle-ci</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Tout afficher</translation>
    </message>
    <message>
        <source>Change colour...</source>
        <translation>Changer la couleur...</translation>
    </message>
    <message>
        <source>Reset colours</source>
        <translation>Réinitialiser les couleurs</translation>
    </message>
    <message>
        <source>Colour of %1</source>
        <translation>Couleur de %1</translation>
    </message>
    <message numerus="yes">
        <source>Colour of %n regions</source>
        <translation>
            <numerusform>Couleur de %n région</numerusform>
            <numerusform>Couleur de %n régions</numerusform>
        </translation>
    </message>
    <message>
        <source>The regions of an open result stand here.</source>
        <translation>Les régions d’un résultat ouvert s’affichent ici.</translation>
    </message>
    <message>
        <source>No region fits what is searched for.</source>
        <translation>Aucune région ne correspond à la recherche.</translation>
    </message>
</context>
<context>
    <name>tessera::ui::ReviewDesk</name>
    <message>
        <source>The rating isn&apos;t stored. %1</source>
        <translation>L’évaluation n’est pas enregistrée. %1</translation>
    </message>
</context>
<context>
    <name>tessera::ui::ReviewMode</name>
    <message>
        <source>The ratings were written to %1.</source>
        <translation>Les évaluations ont été écrites dans %1.</translation>
    </message>
    <message>
        <source>Review finished cases</source>
        <translation>Vérifier les cas terminés</translation>
    </message>
    <message>
        <source>Export ratings</source>
        <translation>Exporter les évaluations</translation>
    </message>
    <message>
        <source>Tab-separated values (*.tsv)</source>
        <translation>Valeurs séparées par des tabulations (*.tsv)</translation>
    </message>
    <message>
        <source>Delete the pictures of reviews</source>
        <translation>Supprimer les images des vérifications</translation>
    </message>
    <message>
        <source>The pictures of reviews are deleted. The next review makes those it needs anew.</source>
        <translation>Les images des vérifications sont supprimées. La prochaine vérification recrée celles dont elle a besoin.</translation>
    </message>
</context>
<context>
    <name>tessera::ui::ReviewPage</name>
    <message>
        <source>Needs review</source>
        <translation>À vérifier</translation>
    </message>
    <message>
        <source>Done, no doubts</source>
        <translation>Terminé, aucun doute</translation>
    </message>
    <message>
        <source>mean agreement of the tiles %1 %</source>
        <translation>accord moyen des tuiles %1&#x202f;%</translation>
    </message>
    <message>
        <source>Position in the review</source>
        <translation>Position dans la vérification</translation>
    </message>
    <message>
        <source>Case under review</source>
        <translation>Cas en cours de vérification</translation>
    </message>
    <message>
        <source>Rating so far</source>
        <translation>Évaluation actuelle</translation>
    </message>
    <message>
        <source>Why to look at this case</source>
        <translation>Pourquoi examiner ce cas</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Vérification</translation>
    </message>
    <message>
        <source>Axial, coronal and sagittal view with the outlines of the regions</source>
        <translation>Vues axiale, coronale et sagittale avec les contours des régions</translation>
    </message>
    <message>
        <source>Note (T); Enter keeps it</source>
        <translation>Remarque (T)&#x202f;; Entrée la conserve</translation>
    </message>
    <message>
        <source>Note on this case</source>
        <translation>Remarque sur ce cas</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Pass</source>
        <translation>Accepter</translation>
    </message>
    <message>
        <source>Review: pass, and on</source>
        <translation>Vérification&#x202f;: accepter et continuer</translation>
    </message>
    <message>
        <source>The segmentation is good; on to the next</source>
        <translation>La segmentation est bonne&#x202f;; passer au suivant</translation>
    </message>
    <message>
        <source>Fail</source>
        <translation>Rejeter</translation>
    </message>
    <message>
        <source>Review: fail, and on</source>
        <translation>Vérification&#x202f;: rejeter et continuer</translation>
    </message>
    <message>
        <source>The segmentation can&apos;t be used; on to the next</source>
        <translation>La segmentation est inutilisable&#x202f;; passer au suivant</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Remarque</translation>
    </message>
    <message>
        <source>Review: write a note</source>
        <translation>Vérification&#x202f;: écrire une remarque</translation>
    </message>
    <message>
        <source>Write a note on this case</source>
        <translation>Écrire une remarque sur ce cas</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>Review: take the last rating back</source>
        <translation>Vérification&#x202f;: retirer la dernière évaluation</translation>
    </message>
    <message>
        <source>The rating that was given last is what it was before</source>
        <translation>La dernière évaluation donnée redevient ce qu’elle était avant</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Précédent</translation>
    </message>
    <message>
        <source>Review: previous case</source>
        <translation>Vérification&#x202f;: cas précédent</translation>
    </message>
    <message>
        <source>The case before this one</source>
        <translation>Le cas précédant celui-ci</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Suivant</translation>
    </message>
    <message>
        <source>Review: next case</source>
        <translation>Vérification&#x202f;: cas suivant</translation>
    </message>
    <message>
        <source>The next case, without a rating</source>
        <translation>Le cas suivant, sans évaluation</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Review: open in the viewer</source>
        <translation>Vérification&#x202f;: ouvrir dans la visionneuse</translation>
    </message>
    <message>
        <source>This case in the full viewer; the review goes on here when it is opened again</source>
        <translation>Ce cas dans la visionneuse complète&#x202f;; la vérification reprend ici quand elle est rouverte</translation>
    </message>
    <message>
        <source>Export...</source>
        <translation>Exporter...</translation>
    </message>
    <message>
        <source>Review: export the ratings</source>
        <translation>Vérification&#x202f;: exporter les évaluations</translation>
    </message>
    <message>
        <source>All ratings as a table (TSV)</source>
        <translation>Toutes les évaluations en tableau (TSV)</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Sortir</translation>
    </message>
    <message>
        <source>Review: leave</source>
        <translation>Vérification&#x202f;: sortir</translation>
    </message>
    <message>
        <source>Back to the viewer</source>
        <translation>Retour à la visionneuse</translation>
    </message>
    <message>
        <source>%1 of %2, %3 rated</source>
        <translation>%1 sur %2, évalués&#x202f;: %3</translation>
    </message>
    <message>
        <source>not rated</source>
        <translation>non évalué</translation>
    </message>
    <message>
        <source>rated: %1</source>
        <translation>évaluation&#x202f;: %1</translation>
    </message>
    <message>
        <source>The finished cases are being read.</source>
        <translation>Lecture des cas terminés en cours.</translation>
    </message>
    <message>
        <source>No case is finished yet. They can be reviewed as they come.</source>
        <translation>Aucun cas n’est encore terminé. Ils pourront être vérifiés au fur et à mesure.</translation>
    </message>
    <message>
        <source>The picture is being made.</source>
        <translation>L’image est en préparation.</translation>
    </message>
</context>
<context>
    <name>tessera::ui::SeriesChooser</name>
    <message>
        <source>%1 mm</source>
        <translation>%1&#xa0;mm</translation>
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
        <translation>sagittal</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>non indiqué</translation>
    </message>
    <message>
        <source>%1 (suggested)</source>
        <translation>%1 (proposée)</translation>
    </message>
    <message>
        <source>not suggested: %1</source>
        <translation>non proposée&#x202f;: %1</translation>
    </message>
    <message>
        <source>Which series?</source>
        <translation>Quelle série&#x202f;?</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>Segmenter</translation>
    </message>
    <message>
        <source>None of them</source>
        <translation>Aucune</translation>
    </message>
    <message>
        <source>Series of the study</source>
        <translation>Séries de l’examen</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>Série</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Description</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Slices</source>
        <translation>Coupes</translation>
    </message>
    <message>
        <source>Voxel size</source>
        <translation>Taille des voxels</translation>
    </message>
    <message>
        <source>Slices are</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>%1 holds several series that could be the T1 scan. Tick those that are to be segmented.</source>
        <translation>%1 contient plusieurs séries qui pourraient être l’IRM T1. Cochez celles à segmenter.</translation>
    </message>
    <message>
        <source>(no description)</source>
        <translation>(sans description)</translation>
    </message>
    <message numerus="yes">
        <source>Segment %n series</source>
        <translation>
            <numerusform>Segmenter %n série</numerusform>
            <numerusform>Segmenter %n séries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more studies wait for an answer.</source>
        <translation>
            <numerusform>%n autre examen attend une réponse.</numerusform>
            <numerusform>%n autres examens attendent une réponse.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tessera::ui::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Paramètres</translation>
    </message>
    <message>
        <source>Left and right</source>
        <translation>Gauche et droite</translation>
    </message>
    <message>
        <source>Radiological: the patient&apos;s right is on the left</source>
        <translation>Radiologique&#x202f;: la droite du patient est à gauche</translation>
    </message>
    <message>
        <source>Neurological: the patient&apos;s right is on the right</source>
        <translation>Neurologique&#x202f;: la droite du patient est à droite</translation>
    </message>
    <message>
        <source>Sagittal views</source>
        <translation>Vues sagittales</translation>
    </message>
    <message>
        <source>Nose to the left</source>
        <translation>Nez à gauche</translation>
    </message>
    <message>
        <source>Nose to the right</source>
        <translation>Nez à droite</translation>
    </message>
    <message>
        <source>Mouse as in</source>
        <translation>Souris comme dans</translation>
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
        <translation>les visionneuses PACS</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Couleurs</translation>
    </message>
    <message>
        <source>The system&apos;s</source>
        <translation>Celles du système</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Claires</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Sombres</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Contraste élevé</translation>
    </message>
    <message>
        <source>in a folder &quot;tessera&quot; beside the scans</source>
        <translation>dans un dossier «&#x202f;tessera&#x202f;» à côté des IRM</translation>
    </message>
    <message>
        <source>Choose...</source>
        <translation>Choisir...</translation>
    </message>
    <message>
        <source>Results go</source>
        <translation>Résultats</translation>
    </message>
    <message>
        <source>Folder for results</source>
        <translation>Dossier des résultats</translation>
    </message>
    <message>
        <source>Tell on the desktop when the queue has ended</source>
        <translation>Signaler sur le bureau la fin de la file d’attente</translation>
    </message>
    <message>
        <source>Where the desktop shows messages, and only while another window is in front. No names.</source>
        <translation>Si le bureau affiche des messages, et seulement quand une autre fenêtre est au premier plan. Aucun nom.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>From the next start of the program.</source>
        <translation>À partir du prochain démarrage du programme.</translation>
    </message>
    <message>
        <source>Quick preview</source>
        <translation>Aperçu rapide</translation>
    </message>
    <message>
        <source>Where it takes at most a fifth of the time</source>
        <translation>Là où il prend au plus un cinquième du temps</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>Toujours</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Jamais</translation>
    </message>
    <message>
        <source>The few regions of a small model are shown until the first tiles of the chosen model come. Results don&apos;t depend on it.</source>
        <translation>Les quelques régions d’un petit modèle sont affichées jusqu’à l’arrivée des premières tuiles du modèle choisi. Les résultats n’en dépendent pas.</translation>
    </message>
    <message>
        <source>Closing while scans are computed</source>
        <translation>Fermeture pendant un calcul</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Demander</translation>
    </message>
    <message>
        <source>Stops; they go on at the next start</source>
        <translation>Arrête ; reprise au prochain démarrage</translation>
    </message>
    <message>
        <source>Keeps running, minimised</source>
        <translation>Continue, réduit</translation>
    </message>
</context>
<context>
    <name>tessera::ui::SideChart</name>
    <message>
        <source>Left and right volumes</source>
        <translation>Volumes gauches et droits</translation>
    </message>
    <message>
        <source>Nothing was measured.</source>
        <translation>Rien n’a été mesuré.</translation>
    </message>
    <message>
        <source>%1: left %2 ml, right %3 ml, difference %4 %</source>
        <translation>%1&#x202f;: gauche %2&#xa0;ml, droite %3&#xa0;ml, différence %4&#x202f;%</translation>
    </message>
    <message>
        <source>No left and right volumes.</source>
        <translation>Pas de volumes gauches et droits.</translation>
    </message>
    <message>
        <source>left, ml</source>
        <translation>gauche, ml</translation>
    </message>
    <message>
        <source>right, ml</source>
        <translation>droite, ml</translation>
    </message>
    <message>
        <source>largest differences first</source>
        <translation>plus grandes différences d’abord</translation>
    </message>
    <message>
        <source>%1  %2</source>
        <translation>%1  %2</translation>
    </message>
    <message>
        <source>%1: left %2 ml, right %3 ml, difference %4 %; left and right aren&apos;t verified</source>
        <translation>%1&#x202f;: gauche %2 ml, droite %3 ml, différence %4 %&#x202f;; gauche et droite non vérifiées</translation>
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
        <translation>sagittal</translation>
    </message>
    <message>
        <source>%1 slices</source>
        <translation>Coupes, plan %1</translation>
    </message>
    <message>
        <source>%1 %2/%3</source>
        <translation>%1 %2/%3</translation>
    </message>
    <message>
        <source>left/right not verified</source>
        <translation>gauche/droite non vérifiées</translation>
    </message>
    <message>
        <source>provisional</source>
        <translation>provisoire</translation>
    </message>
    <message>
        <source>no agreement: one network saw the whole scan</source>
        <translation>accord sans objet&#x202f;: un seul réseau a vu toute l’IRM</translation>
    </message>
    <message>
        <source>all tiles agree</source>
        <translation>toutes les tuiles d’accord</translation>
    </message>
    <message>
        <source>%1 % or fewer</source>
        <translation>%1&#x202f;% ou moins</translation>
    </message>
    <message>
        <source>%1 mm</source>
        <translation>%1&#xa0;mm</translation>
    </message>
    <message>
        <source>preview by %1</source>
        <translation>aperçu de %1</translation>
    </message>
    <message>
        <source>left/right not told apart</source>
        <translation>gauche/droite non distinguées</translation>
    </message>
</context>
<context>
    <name>tessera::ui::ViewActions</name>
    <message>
        <source>All four views</source>
        <translation>Les quatre vues</translation>
    </message>
    <message>
        <source>Axial view</source>
        <translation>Vue axiale</translation>
    </message>
    <message>
        <source>Coronal view</source>
        <translation>Vue coronale</translation>
    </message>
    <message>
        <source>Sagittal view</source>
        <translation>Vue sagittale</translation>
    </message>
    <message>
        <source>3D view</source>
        <translation>Vue 3D</translation>
    </message>
    <message>
        <source>3D view and three slices</source>
        <translation>Vue 3D et trois coupes</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Outlines</source>
        <translation>Contours</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>Accord</translation>
    </message>
    <message>
        <source>Share of the network tiles that chose each voxel&apos;s label (W). It is no confidence.</source>
        <translation>Part des tuiles du réseau qui ont choisi le label de chaque voxel (W). Ce n’est pas un indice de confiance.</translation>
    </message>
    <message>
        <source>Crosshair</source>
        <translation>Réticule</translation>
    </message>
    <message>
        <source>Patient name</source>
        <translation>Nom du patient</translation>
    </message>
    <message>
        <source>Interpolated scan</source>
        <translation>IRM interpolée</translation>
    </message>
    <message>
        <source>Scan as a volume in 3D</source>
        <translation>IRM en volume dans la vue 3D</translation>
    </message>
    <message>
        <source>Labels fainter</source>
        <translation>Labels moins opaques</translation>
    </message>
    <message>
        <source>Labels stronger</source>
        <translation>Labels plus opaques</translation>
    </message>
    <message>
        <source>Centre on the cursor</source>
        <translation>Centrer sur le curseur</translation>
    </message>
    <message>
        <source>Reset views</source>
        <translation>Réinitialiser les vues</translation>
    </message>
    <message>
        <source>Next slice</source>
        <translation>Coupe suivante</translation>
    </message>
    <message>
        <source>Previous slice</source>
        <translation>Coupe précédente</translation>
    </message>
    <message>
        <source>Ten slices on</source>
        <translation>Avancer de dix coupes</translation>
    </message>
    <message>
        <source>Ten slices back</source>
        <translation>Reculer de dix coupes</translation>
    </message>
    <message>
        <source>Cursor left</source>
        <translation>Curseur à gauche</translation>
    </message>
    <message>
        <source>Cursor right</source>
        <translation>Curseur à droite</translation>
    </message>
    <message>
        <source>Cursor up</source>
        <translation>Curseur vers le haut</translation>
    </message>
    <message>
        <source>Cursor down</source>
        <translation>Curseur vers le bas</translation>
    </message>
    <message>
        <source>As it opened</source>
        <translation>Comme à l’ouverture</translation>
    </message>
    <message>
        <source>Grey and white matter</source>
        <translation>Substances grise et blanche</translation>
    </message>
    <message>
        <source>Dark structures</source>
        <translation>Structures sombres</translation>
    </message>
    <message>
        <source>Bright structures</source>
        <translation>Structures claires</translation>
    </message>
    <message>
        <source>Whole range</source>
        <translation>Toute la plage</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenêtrage</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>Vues</translation>
    </message>
    <message>
        <source>Opacity of the labels</source>
        <translation>Opacité des labels</translation>
    </message>
    <message>
        <source>Opacity of the labels (A and D)</source>
        <translation>Opacité des labels (A et D)</translation>
    </message>
</context>
<context>
    <name>tessera::ui::VolumeView</name>
    <message>
        <source>3D view</source>
        <translation>Vue 3D</translation>
    </message>
    <message>
        <source>3D</source>
        <translation>3D</translation>
    </message>
    <message>
        <source>3D: when the result is there</source>
        <translation>3D&#x202f;: dès que le résultat sera disponible</translation>
    </message>
    <message>
        <source>3D: surfaces %1 of %2</source>
        <translation>3D&#x202f;: surfaces %1 sur %2</translation>
    </message>
    <message>
        <source>3D: drawing the volume</source>
        <translation>3D : dessin du volume</translation>
    </message>
</context>
</TS>
