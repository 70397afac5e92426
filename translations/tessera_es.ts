<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
<context>
    <name>CaseData</name>
    <message>
        <source>This label map was made from another scan, or the scan&apos;s file has changed since: its run record names other contents. Check that they belong together.</source>
        <translation>Este mapa de etiquetas se calculó a partir de otra imagen, o el archivo de la imagen ha cambiado desde entonces: su registro de ejecución indica otro contenido. Compruebe que ambos se corresponden.</translation>
    </message>
    <message>
        <source>This label map was changed after its run: the state and the agreement of that run aren&apos;t the map&apos;s. Volumes are measured from the map as it is.</source>
        <translation>Este mapa de etiquetas se modificó después de su cálculo: el estado y la concordancia de aquella ejecución no son los del mapa. Los volúmenes se miden en el mapa tal como está.</translation>
    </message>
    <message>
        <source>The label map lies on another grid than the scan; it is shown where its voxels lie in the world, resampled. Its volumes are those of its own grid.</source>
        <translation>El mapa de etiquetas está en una cuadrícula distinta de la de la imagen; se muestra remuestreado, donde sus vóxeles se encuentran en el espacio. Sus volúmenes son los de su propia cuadrícula.</translation>
    </message>
    <message>
        <source>No table lies beside the label map: its numbers are taken for BrainCOLOR&apos;s. If they are another atlas&apos;s, the names and sides shown are wrong.</source>
        <translation>No hay ninguna tabla junto al mapa de etiquetas: sus números se interpretan como los de BrainCOLOR. Si son de otro atlas, los nombres y los lados mostrados son incorrectos.</translation>
    </message>
</context>
<context>
    <name>DropPlan</name>
    <message>
        <source>%1 isn&apos;t there (any more), or may not be read. Check the disk or the network drive that it lies on.</source>
        <translation>%1 no existe (o ya no existe), o no hay permiso para leerlo. Compruebe el disco o la unidad de red donde se encuentra.</translation>
    </message>
    <message>
        <source>%1 isn&apos;t opened: one saved case at a time.</source>
        <translation>%1 no se abre: solo un caso guardado a la vez.</translation>
    </message>
    <message>
        <source>%1 looks like a label map and isn&apos;t segmented. Drop it together with its scan to see both.</source>
        <translation>%1 parece un mapa de etiquetas y no se segmenta. Suéltelo junto con su imagen para ver ambos.</translation>
    </message>
    <message>
        <source>%1 lies on another machine. Save it to a folder of this one, then drop that.</source>
        <translation>%1 está en otro equipo. Guárdelo en una carpeta de este y suéltelo desde ahí.</translation>
    </message>
    <message>
        <source>The results of %1 go to %2, since nothing can be written beside the scan.</source>
        <translation>Los resultados de %1 van a %2, porque no se puede escribir junto a la imagen.</translation>
    </message>
</context>
<context>
    <name>Error</name>
    <message>
        <source>Cancelled.</source>
        <translation>Cancelado.</translation>
    </message>
    <message>
        <source>{0}</source>
        <translation>{0}</translation>
    </message>
    <message>
        <source>{0}: there is no such file. Check the path.</source>
        <translation>{0}: no existe este archivo. Compruebe la ruta.</translation>
    </message>
    <message>
        <source>{0}: can&apos;t be read ({1}). Check its permissions and its disk.</source>
        <translation>{0}: no se puede leer ({1}). Compruebe los permisos y el disco.</translation>
    </message>
    <message>
        <source>{0}: the file is empty. Copy or export it again.</source>
        <translation>{0}: el archivo está vacío. Cópielo o expórtelo de nuevo.</translation>
    </message>
    <message>
        <source>{0}: the file ends too early ({1}). Copy or export it again, it is incomplete.</source>
        <translation>{0}: el archivo termina antes de tiempo ({1}). Cópielo o expórtelo de nuevo, está incompleto.</translation>
    </message>
    <message>
        <source>{0}: can&apos;t be written ({1}). Check the folder&apos;s permissions or choose another output folder.</source>
        <translation>{0}: no se puede escribir ({1}). Compruebe los permisos de la carpeta o elija otra carpeta de resultados.</translation>
    </message>
    <message>
        <source>{0}: can&apos;t be written, the disk is full. Free some space and run again.</source>
        <translation>{0}: no se puede escribir, el disco está lleno. Libere espacio e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>{0}: this is the input itself and is not overwritten. Choose another output.</source>
        <translation>{0}: es la propia entrada y no se sobrescribe. Elija otra salida.</translation>
    </message>
    <message>
        <source>{0}: a different result is there already ({1}). Choose another output folder or add --overwrite.</source>
        <translation>{0}: ya hay otro resultado ({1}). Elija otra carpeta de resultados o añada --overwrite.</translation>
    </message>
    <message>
        <source>{0}: not an image that Tessera can read ({1}). Give it NIfTI (.nii, .nii.gz, .hdr with .img), Analyze, NRRD, MetaImage, MGH/MGZ or a DICOM series.</source>
        <translation>{0}: no es una imagen que Tessera pueda leer ({1}). Indique NIfTI (.nii, .nii.gz, .hdr con .img), Analyze, NRRD, MetaImage, MGH/MGZ o una serie DICOM.</translation>
    </message>
    <message>
        <source>{0}: this format is not supported ({1}). Convert it to NIfTI (.nii.gz).</source>
        <translation>{0}: este formato no se admite ({1}). Conviértalo a NIfTI (.nii.gz).</translation>
    </message>
    <message>
        <source>{0}: the header is damaged ({1}). Export the image again from its source.</source>
        <translation>{0}: la cabecera está dañada ({1}). Exporte de nuevo la imagen desde su origen.</translation>
    </message>
    <message>
        <source>{0}: the header promises {1} bytes of voxels, more than the file holds. Copy or export it again.</source>
        <translation>{0}: la cabecera promete {1} bytes de vóxeles, más de los que tiene el archivo. Cópielo o expórtelo de nuevo.</translation>
    </message>
    <message>
        <source>{0}: {1} voxels are more than the {2} that Tessera accepts. Crop or resample the image.</source>
        <translation>{0}: {1} vóxeles son más que los {2} que Tessera acepta. Recorte o remuestree la imagen.</translation>
    </message>
    <message>
        <source>{0}: the image has {1} voxels, a 3-D volume is needed. Give it the whole 3-D T1 series.</source>
        <translation>{0}: la imagen tiene {1} vóxeles, se necesita un volumen 3D. Indique la serie T1 3D completa.</translation>
    </message>
    <message>
        <source>{0}: the image has {1} frames (a time series or several channels). Extract the T1 frame to its own file.</source>
        <translation>{0}: la imagen tiene {1} fotogramas (una serie temporal o varios canales). Guarde el fotograma T1 en un archivo propio.</translation>
    </message>
    <message>
        <source>{0}: voxels of type {1} can&apos;t be segmented. Convert the image to one real number a voxel.</source>
        <translation>{0}: los vóxeles de tipo {1} no se pueden segmentar. Convierta la imagen a un número real por vóxel.</translation>
    </message>
    <message>
        <source>{0}: the voxel spacing {1} mm is not plausible. Correct the header or export the image again.</source>
        <translation>{0}: el espaciado de vóxel {1} mm no es plausible. Corrija la cabecera o exporte de nuevo la imagen.</translation>
    </message>
    <message>
        <source>{0}: the orientation matrix ({1}) is singular. Correct the header or export the image again.</source>
        <translation>{0}: la matriz de orientación ({1}) es singular. Corrija la cabecera o exporte de nuevo la imagen.</translation>
    </message>
    <message>
        <source>{0}: {1} voxels are NaN or infinite. Replace them by 0 (background) and run again.</source>
        <translation>{0}: {1} vóxeles son NaN o infinitos. Sustitúyalos por 0 (fondo) e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>{0}: nearly all voxels have the value {1}, there is nothing to segment. Check that this is the right file.</source>
        <translation>{0}: casi todos los vóxeles tienen el valor {1}, no hay nada que segmentar. Compruebe que es el archivo correcto.</translation>
    </message>
    <message>
        <source>{0}: holds values that are not label numbers (found {1}). Give it a label map, not an intensity image.</source>
        <translation>{0}: contiene valores que no son números de etiqueta (se encontró {1}). Indique un mapa de etiquetas, no una imagen de intensidades.</translation>
    </message>
    <message>
        <source>{0}: the header scales the label numbers ({1}). Save the label map with slope 1 and intercept 0.</source>
        <translation>{0}: la cabecera escala los números de etiqueta ({1}). Guarde el mapa con pendiente 1 y ordenada 0.</translation>
    </message>
    <message>
        <source>{0}: no whole brain in the field of view ({1}). A T1 scan of the whole head is needed.</source>
        <translation>{0}: no hay un cerebro completo en el campo de visión ({1}). Se necesita una imagen T1 de toda la cabeza.</translation>
    </message>
    <message>
        <source>{0}: could not be aligned with the template ({1}). Check that this is a T1 scan of a whole head.</source>
        <translation>{0}: no se pudo alinear con la plantilla ({1}). Compruebe que es una imagen T1 de toda la cabeza.</translation>
    </message>
    <message>
        <source>{0}: its grid differs from {1} ({2}). Give it images of one grid.</source>
        <translation>{0}: su rejilla difiere de {1} ({2}). Indique imágenes de una misma rejilla.</translation>
    </message>
    <message>
        <source>{0}: not a label table ({1}). Give it a _dseg.tsv, or a colour table of FreeSurfer, ITK-SNAP or Slicer.</source>
        <translation>{0}: no es una tabla de etiquetas ({1}). Indique un _dseg.tsv o una tabla de colores de FreeSurfer, ITK-SNAP o Slicer.</translation>
    </message>
    <message>
        <source>{0}: no such model bundle. Give it a folder with a manifest.json, or a name from `tessera-cli model list`.</source>
        <translation>{0}: no existe este paquete de modelo. Indique una carpeta con un manifest.json o un nombre de `tessera-cli model list`.</translation>
    </message>
    <message>
        <source>{0}: the model bundle is invalid ({1}). Install the bundle again.</source>
        <translation>{0}: el paquete de modelo no es válido ({1}). Instálelo de nuevo.</translation>
    </message>
    <message>
        <source>{0}: the file&apos;s SHA-256 is not the one that the bundle&apos;s manifest states. Install the bundle again.</source>
        <translation>{0}: el SHA-256 del archivo no es el que indica el manifiesto del paquete. Instale el paquete de nuevo.</translation>
    </message>
    <message>
        <source>{0}: not a valid safetensors file ({1}). Install the bundle again.</source>
        <translation>{0}: no es un archivo safetensors válido ({1}). Instale el paquete de nuevo.</translation>
    </message>
    <message>
        <source>{0}: the tensor {1} is missing. Install the bundle again.</source>
        <translation>{0}: falta el tensor {1}. Instale el paquete de nuevo.</translation>
    </message>
    <message>
        <source>{0}: the tensor {1} is {2}, the network needs {3}. Install the bundle again.</source>
        <translation>{0}: el tensor {1} es {2}, la red necesita {3}. Instale el paquete de nuevo.</translation>
    </message>
    <message>
        <source>{0}: the network library can&apos;t be opened ({1}). Run packaging/setup and build again.</source>
        <translation>{0}: no se puede abrir la biblioteca de la red ({1}). Ejecute packaging/setup y compile de nuevo.</translation>
    </message>
    <message>
        <source>{0}: the network stopped ({1}). Check the model with `tessera-cli model verify`.</source>
        <translation>{0}: la red se detuvo ({1}). Compruebe el modelo con `tessera-cli model verify`.</translation>
    </message>
    <message>
        <source>{0}: the memory ran out. Close other programs, or use a machine with more memory, and run again.</source>
        <translation>{0}: se agotó la memoria. Cierre otros programas o use un equipo con más memoria e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>{0}: the tiles can&apos;t be fused ({1}). Check the tile folder.</source>
        <translation>{0}: no se pueden fusionar los bloques ({1}). Compruebe la carpeta de bloques.</translation>
    </message>
    <message>
        <source>{0}: not an affine ({1}). Give it a text file of four rows with four numbers, as reg_aladin writes it.</source>
        <translation>{0}: no es una transformación afín ({1}). Indique un archivo de texto de cuatro filas con cuatro números, como lo escribe reg_aladin.</translation>
    </message>
    <message>
        <source>{0}: not a run record ({1}). Give it a NAME_run.json that Tessera wrote.</source>
        <translation>{0}: no es un registro de ejecución ({1}). Indique un NAME_run.json escrito por Tessera.</translation>
    </message>
    <message>
        <source>{0}: the ratings in it can&apos;t be read ({1}) and are left alone. Move the file away to begin with none.</source>
        <translation>{0}: no se pueden leer sus valoraciones ({1}) y no se tocan. Mueva el archivo para empezar sin ninguna.</translation>
    </message>
    <message>
        <source>{0}: not a case that Tessera saved ({1}). Open the scan and its label map themselves, and save the case again.</source>
        <translation>{0}: no es un caso guardado por Tessera ({1}). Abra la imagen y su mapa de etiquetas y guarde el caso de nuevo.</translation>
    </message>
    <message>
        <source>{0}: a newer Tessera saved this case (version {1}, this program knows {2}). Update Tessera, or open the scan and its label map themselves.</source>
        <translation>{0}: un Tessera más nuevo guardó este caso (versión {1}, este programa conoce {2}). Actualice Tessera o abra la imagen y su mapa de etiquetas.</translation>
    </message>
    <message>
        <source>{0}: the run can&apos;t be repeated ({1}). Restore what it was made from and try again.</source>
        <translation>{0}: la ejecución no se puede repetir ({1}). Restaure aquello de lo que se hizo e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>{0} and {1}: both would write {2}. Rename one of them or give them separate output folders.</source>
        <translation>{0} y {1}: ambos escribirían {2}. Cambie el nombre de uno o deles carpetas de resultados distintas.</translation>
    </message>
    <message>
        <source>{0}: holds no image to segment. Give it a folder with T1 scans (NIfTI, NRRD, MetaImage, MGZ or DICOM).</source>
        <translation>{0}: no contiene ninguna imagen que segmentar. Indique una carpeta con imágenes T1 (NIfTI, NRRD, MetaImage, MGZ o DICOM).</translation>
    </message>
    <message>
        <source>{0}: its data file {1} lies outside the header&apos;s own folder and isn&apos;t opened. Move it beside the header.</source>
        <translation>{0}: su archivo de datos {1} está fuera de la carpeta de la cabecera y no se abre. Muévalo junto a la cabecera.</translation>
    </message>
    <message>
        <source>{0}: this format can&apos;t hold the image ({1}). Choose another one, .nii.gz holds everything.</source>
        <translation>{0}: este formato no puede contener la imagen ({1}). Elija otro, .nii.gz lo admite todo.</translation>
    </message>
    <message>
        <source>{0}: the slices don&apos;t make one volume ({1}). Export the whole series again, with nothing else beside it.</source>
        <translation>{0}: los cortes no forman un volumen ({1}). Exporte de nuevo la serie completa, sin nada más al lado.</translation>
    </message>
    <message>
        <source>{0}: its transfer syntax {1} can&apos;t be read. Export the series uncompressed.</source>
        <translation>{0}: su sintaxis de transferencia {1} no se puede leer. Exporte la serie sin comprimir.</translation>
    </message>
    <message>
        <source>{0}: this folder holds files of {1} patients and nothing of it is used. Give each patient a folder.</source>
        <translation>{0}: esta carpeta contiene archivos de {1} pacientes y no se usa nada de ella. Dé una carpeta a cada paciente.</translation>
    </message>
    <message>
        <source>{0}: several series could be the T1 scan:
{1}
Choose one with --series and its number or UID.</source>
        <translation>{0}: varias series podrían ser la imagen T1:
{1}
Elija una con --series y su número o UID.</translation>
    </message>
    <message>
        <source>{0}: there is no series {1} in it. It holds:
{2}</source>
        <translation>{0}: no contiene la serie {1}. Contiene:
{2}</translation>
    </message>
    <message>
        <source>{0}: no series in it can be segmented:
{1}
A 3-D T1 series of the whole head is needed.</source>
        <translation>{0}: ninguna serie se puede segmentar:
{1}
Se necesita una serie T1 3D de toda la cabeza.</translation>
    </message>
    <message>
        <source>{0}: these weights can&apos;t be imported ({1}). Get the file again from where it was published.</source>
        <translation>{0}: no se pueden importar estos pesos ({1}). Obtenga de nuevo el archivo de donde se publicó.</translation>
    </message>
    <message>
        <source>{0}: refused, its pickle asks for {1}, which weights never need. Don&apos;t use this file, it may do harm.</source>
        <translation>{0}: rechazado, su pickle pide {1}, que los pesos nunca necesitan. No use este archivo, puede causar daños.</translation>
    </message>
    <message>
        <source>{0}: this model can&apos;t be imported ({1}). Check the folder against where the model was published.</source>
        <translation>{0}: no se puede importar este modelo ({1}). Compare la carpeta con la publicación del modelo.</translation>
    </message>
    <message>
        <source>{0}: one of its tiles ran out of memory on every device that could take it ({1}). Close what else uses the devices, or let the CPU take part, and run again.</source>
        <translation>{0}: uno de sus bloques agotó la memoria en todos los dispositivos que podían tomarlo ({1}). Cierre lo que más use los dispositivos o deje participar a la CPU e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>{0}: no device is left to compute on ({1}). Check the devices and run again.</source>
        <translation>{0}: no queda ningún dispositivo para calcular ({1}). Compruebe los dispositivos e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>{0}: one of its tiles ended {1} times with the process or driver that computed it ({2}). Run again with other devices.</source>
        <translation>{0}: uno de sus bloques terminó {1} veces con el proceso o controlador que lo calculaba ({2}). Inténtelo con otros dispositivos.</translation>
    </message>
    <message>
        <source>{0}: lies on a network file system ({1}), where a queue would not survive a crash. Choose a folder on a local disk.</source>
        <translation>{0}: está en un sistema de archivos de red ({1}), donde una cola no sobreviviría a un fallo. Elija una carpeta en un disco local.</translation>
    </message>
    <message>
        <source>{0}: this folder holds other files and no queue. Choose an empty folder or a new one.</source>
        <translation>{0}: esta carpeta contiene otros archivos y ninguna cola. Elija una carpeta vacía o nueva.</translation>
    </message>
    <message>
        <source>{0}: a newer Tessera made this queue (version {1}, this program knows {2}). Update Tessera or choose another queue folder.</source>
        <translation>{0}: un Tessera más nuevo creó esta cola (versión {1}, este programa conoce {2}). Actualice Tessera o elija otra carpeta.</translation>
    </message>
    <message>
        <source>{0}: another program doesn&apos;t let go of the queue. Wait until it has finished, or end it, and try again.</source>
        <translation>{0}: otro programa no suelta la cola. Espere a que termine o ciérrelo e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>{0}: the queue&apos;s journal is damaged ({1}). End every Tessera that uses this queue and start one again, it rebuilds the journal from the job folders.</source>
        <translation>{0}: el diario de la cola está dañado ({1}). Cierre todos los Tessera que usan esta cola e inicie uno, que reconstruye el diario a partir de las carpetas de trabajos.</translation>
    </message>
    <message>
        <source>{0}: there is no job {1} in this queue. List the queue again, the job has been removed.</source>
        <translation>{0}: no hay ningún trabajo {1} en esta cola. Actualice la lista, se ha eliminado.</translation>
    </message>
    <message>
        <source>{0}: job {1} was taken back from this program, it is {2} now. List the queue to see what became of it.</source>
        <translation>{0}: el trabajo {1} se retiró de este programa, ahora está {2}. Actualice la lista para ver qué fue de él.</translation>
    </message>
    <message>
        <source>{0}: job {1} is {2} and can&apos;t become {3}. List the queue again, its state may just have changed.</source>
        <translation>{0}: el trabajo {1} está {2} y no puede pasar a {3}. Actualice la lista, su estado puede haber cambiado.</translation>
    </message>
    <message>
        <source>{0}: has changed since it was enqueued ({1}). Enqueue it again if the new content is meant.</source>
        <translation>{0}: ha cambiado desde que se puso en cola ({1}). Póngalo de nuevo en cola si se quiere el contenido nuevo.</translation>
    </message>
    <message>
        <source>{0}: the queue says something about this job that isn&apos;t understood ({1}). Enqueue it again.</source>
        <translation>{0}: la cola dice algo de este trabajo que no se entiende ({1}). Póngalo de nuevo en cola.</translation>
    </message>
    <message>
        <source>{0}: the worker process that computed one of its tiles is gone ({1}). Run again, with --lane-kind stream if it happens once more.</source>
        <translation>{0}: el proceso que calculaba uno de sus bloques ya no está ({1}). Inténtelo de nuevo, con --lane-kind stream si vuelve a ocurrir.</translation>
    </message>
    <message>
        <source>{0}: this program can&apos;t be run or failed ({1}). Check that it is installed and works.</source>
        <translation>{0}: este programa no se puede ejecutar o falló ({1}). Compruebe que está instalado y funciona.</translation>
    </message>
    <message>
        <source>{0}: internal error ({1}). Please report it with this sentence.</source>
        <translation>{0}: error interno ({1}). Comuníquelo con esta frase.</translation>
    </message>
    <message>
        <source>{0}: the model&apos;s network needs {1} MiB at once, and no device has so much for us ({2}). Close what else uses the devices, or let the CPU take part.</source>
        <translation>{0}: la red del modelo necesita {1} MiB a la vez y ningún dispositivo tiene tanto para nosotros ({2}). Cierre lo que más use los dispositivos o deje participar a la CPU.</translation>
    </message>
</context>
<context>
    <name>OpenGL</name>
    <message>
        <source>This display offers no OpenGL.</source>
        <translation>Esta pantalla no ofrece OpenGL.</translation>
    </message>
    <message>
        <source>This display offers OpenGL %1.%2 only; 3.2 is needed.</source>
        <translation>Esta pantalla solo ofrece OpenGL %1.%2; se necesita 3.2.</translation>
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
        <translation>La red necesita %1, que %2 no tiene.</translation>
    </message>
    <message>
        <source>The network takes %1 of memory on %2.</source>
        <translation>La red ocupa %1 de memoria en %2.</translation>
    </message>
    <message>
        <source>Estimate from earlier scans: the network takes about %1 and %2 of memory on %3 alone.</source>
        <translation>Estimación a partir de imágenes anteriores: la red tarda unos %1 y ocupa %2 de memoria solo en %3.</translation>
    </message>
    <message>
        <source>Rough estimate from the network&apos;s layers: it takes about %1 and %2 of memory on %3 alone.</source>
        <translation>Estimación aproximada a partir de las capas de la red: tarda unos %1 y ocupa %2 de memoria solo en %3.</translation>
    </message>
    <message>
        <source>estimate %1</source>
        <translation>se estima %1</translation>
    </message>
</context>
<context>
    <name>ReasonWords</name>
    <message>
        <source>%1: a different result is there already (%2). &quot;Compute again&quot; in the job&apos;s menu replaces it; a folder for results can be chosen in the settings.</source>
        <translation>%1: ya hay otro resultado (%2). «Calcular de nuevo», en el menú del trabajo, lo reemplaza; en la configuración se puede elegir una carpeta para los resultados.</translation>
    </message>
    <message>
        <source>%1: there is no such model (any more). Choose another one above the queue and drop the scan again.</source>
        <translation>%1: ese modelo no existe (ya no). Elija otro encima de la cola y vuelva a arrastrar la imagen.</translation>
    </message>
    <message>
        <source>%1: the network stopped (%2). Try again, or choose another model.</source>
        <translation>%1: la red se detuvo (%2). Inténtelo de nuevo o elija otro modelo.</translation>
    </message>
    <message>
        <source>%1: the process that computed one of its tiles is gone (%2). Try again.</source>
        <translation>%1: el proceso que calculaba uno de sus bloques ya no existe (%2). Inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>Brain volume not plausible</source>
        <translation>Volumen cerebral no plausible</translation>
    </message>
    <message>
        <source>Regions not found</source>
        <translation>Regiones no encontradas</translation>
    </message>
    <message>
        <source>Unknown label numbers</source>
        <translation>Números de etiqueta desconocidos</translation>
    </message>
    <message>
        <source>Segmentation touches the edge of the scan</source>
        <translation>La segmentación toca el borde de la imagen</translation>
    </message>
    <message>
        <source>Segmentation touches the edge of what the model sees</source>
        <translation>La segmentación toca el borde de lo que ve el modelo</translation>
    </message>
    <message>
        <source>Registration to be checked</source>
        <translation>Registro por comprobar</translation>
    </message>
    <message>
        <source>Header contradicts itself about left and right</source>
        <translation>La cabecera se contradice sobre izquierda y derecha</translation>
    </message>
    <message>
        <source>Hemispheres differ</source>
        <translation>Los hemisferios difieren</translation>
    </message>
    <message>
        <source>Left and right of a pair differ extremely</source>
        <translation>Izquierda y derecha de un par muy distintas</translation>
    </message>
    <message>
        <source>Low agreement of the network&apos;s parts</source>
        <translation>Poca coincidencia de las partes de la red</translation>
    </message>
</context>
<context>
    <name>Review</name>
    <message>
        <source>pass</source>
        <translation>apto</translation>
    </message>
    <message>
        <source>fail</source>
        <translation>no apto</translation>
    </message>
</context>
<context>
    <name>Start</name>
    <message>
        <source>%1 Software rendering doesn&apos;t work either: install Mesa&apos;s OpenGL driver (libgl1-mesa-dri).</source>
        <translation>%1 La representación por software tampoco funciona: instale el controlador OpenGL de Mesa (libgl1-mesa-dri).</translation>
    </message>
</context>
<context>
    <name>tessera::ui::About</name>
    <message>
        <source>About Tessera</source>
        <translation>Acerca de Tessera</translation>
    </message>
    <message>
        <source>Tessera %1: whole-brain segmentation of T1 MRI.

Research software, not a medical device. Made for T1 scans of adults without large lesions. Look at every result before you use it.</source>
        <translation>Tessera %1: segmentación de todo el encéfalo en RM T1.

Software de investigación; no es un dispositivo médico. Hecho para imágenes T1 de adultos sin lesiones grandes. Examine cada resultado antes de usarlo.</translation>
    </message>
    <message>
        <source>Tessera&apos;s licence</source>
        <translation>Licencia de Tessera</translation>
    </message>
    <message>
        <source>Licences of what it is made with</source>
        <translation>Licencias de aquello con lo que está hecho</translation>
    </message>
    <message>
        <source>Made with</source>
        <translation>Hecho con</translation>
    </message>
</context>
<context>
    <name>tessera::ui::BatchWatch</name>
    <message numerus="yes">
        <source>%n done</source>
        <translation>
            <numerusform>%n terminado</numerusform>
            <numerusform>%n terminados</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to review</source>
        <translation>
            <numerusform>%n por revisar</numerusform>
            <numerusform>%n por revisar</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n fallido</numerusform>
            <numerusform>%n fallidos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tessera::ui::CaseKeeper</name>
    <message>
        <source>%1 has changed since the case was saved and is shown as it is now. Check that it is the right file.</source>
        <translation>%1 ha cambiado desde que se guardó el caso y se muestra como está ahora. Compruebe que es el archivo correcto.</translation>
    </message>
    <message>
        <source>%1, the scan of this case, isn&apos;t there (any more). Put it back, or connect the drive that it lies on, and open the case again.</source>
        <translation>%1, la imagen de este caso, no existe (o ya no existe). Devuélvala a su lugar o conecte la unidad donde se encuentra, y abra el caso de nuevo.</translation>
    </message>
    <message>
        <source>%1, the label map of this case, isn&apos;t there (any more): the scan is shown alone. Put it back, or connect the drive that it lies on, and open the case again.</source>
        <translation>%1, el mapa de etiquetas de este caso, no existe (o ya no existe): se muestra solo la imagen. Devuélvalo a su lugar o conecte la unidad donde se encuentra, y abra el caso de nuevo.</translation>
    </message>
    <message>
        <source>Save case</source>
        <translation>Guardar caso</translation>
    </message>
    <message>
        <source>Cases of Tessera (*.tessera)</source>
        <translation>Casos de Tessera (*.tessera)</translation>
    </message>
    <message>
        <source>The case is shown as it was saved: the patient&apos;s right is on the left.</source>
        <translation>El caso se muestra como se guardó: la derecha del paciente está a la izquierda.</translation>
    </message>
    <message>
        <source>The case is shown as it was saved: the patient&apos;s right is on the right.</source>
        <translation>El caso se muestra como se guardó: la derecha del paciente está a la derecha.</translation>
    </message>
</context>
<context>
    <name>tessera::ui::CaseLoader</name>
    <message>
        <source>Reading %1</source>
        <translation>Leyendo %1</translation>
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
        <translation>vóxel %1 %2 %3</translation>
    </message>
    <message>
        <source>intensity %1</source>
        <translation>intensidad %1</translation>
    </message>
    <message>
        <source>%1 of %2 tiles agree</source>
        <translation>%1/%2 bloques coinciden</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>Vistas</translation>
    </message>
    <message>
        <source>At the cursor</source>
        <translation>En el cursor</translation>
    </message>
    <message>
        <source>%1 looks like a label map. Open its scan first, or both together.</source>
        <translation>%1 parece un mapa de etiquetas. Abra primero su imagen, o ambos juntos.</translation>
    </message>
    <message>
        <source>%1 (preview)</source>
        <translation>%1 (vista previa)</translation>
    </message>
</context>
<context>
    <name>tessera::ui::CaseUndo</name>
    <message>
        <source>regions shown</source>
        <translation>regiones mostradas</translation>
    </message>
    <message>
        <source>colours</source>
        <translation>colores</translation>
    </message>
    <message>
        <source>window and level</source>
        <translation>ventana y nivel</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Rehacer</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>Deshacer: %1</translation>
    </message>
    <message>
        <source>Redo: %1</source>
        <translation>Rehacer: %1</translation>
    </message>
</context>
<context>
    <name>tessera::ui::CheatSheet</name>
    <message>
        <source>Keys and mouse</source>
        <translation>Teclado y ratón</translation>
    </message>
    <message>
        <source>Key or mouse</source>
        <translation>Tecla o ratón</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>Qué hace</translation>
    </message>
    <message>
        <source>moves the cursor; a click picks a region</source>
        <translation>mueve el cursor; un clic elige una región</translation>
    </message>
    <message>
        <source>zooms</source>
        <translation>cambia el zoom</translation>
    </message>
    <message>
        <source>moves the picture</source>
        <translation>desplaza la imagen</translation>
    </message>
    <message>
        <source>window and level</source>
        <translation>ventana y nivel</translation>
    </message>
    <message>
        <source>Left button</source>
        <translation>Botón izquierdo</translation>
    </message>
    <message>
        <source>Ctrl and left button</source>
        <translation>Ctrl y botón izquierdo</translation>
    </message>
    <message>
        <source>Shift and left button</source>
        <translation>Mayús y botón izquierdo</translation>
    </message>
    <message>
        <source>Right button</source>
        <translation>Botón derecho</translation>
    </message>
    <message>
        <source>Middle button</source>
        <translation>Botón central</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>Rueda</translation>
    </message>
    <message>
        <source>scrolls slices; with Ctrl and in 3D it zooms</source>
        <translation>recorre los cortes; con Ctrl y en 3D cambia el zoom</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>Doble clic</translation>
    </message>
    <message>
        <source>one view large, and back</source>
        <translation>agranda una vista, y vuelve</translation>
    </message>
    <message>
        <source>Left button, in 3D</source>
        <translation>Botón izquierdo, en 3D</translation>
    </message>
    <message>
        <source>turns; a click picks a region</source>
        <translation>gira; un clic elige una región</translation>
    </message>
    <message>
        <source>Right button, in 3D</source>
        <translation>Botón derecho, en 3D</translation>
    </message>
    <message>
        <source>Middle button, in 3D</source>
        <translation>Botón central, en 3D</translation>
    </message>
    <message>
        <source>Arrow keys, in 3D</source>
        <translation>Flechas, en 3D</translation>
    </message>
    <message>
        <source>turn</source>
        <translation>giran</translation>
    </message>
    <message>
        <source>+ and -, in 3D</source>
        <translation>+ y -, en 3D</translation>
    </message>
    <message>
        <source>zoom</source>
        <translation>cambian el zoom</translation>
    </message>
</context>
<context>
    <name>tessera::ui::Closing</name>
    <message>
        <source>Scans are still computed</source>
        <translation>Todavía se está calculando</translation>
    </message>
    <message numerus="yes">
        <source>%n scan(s) are not finished yet.</source>
        <translation>
            <numerusform>%n imagen no ha terminado todavía.</numerusform>
            <numerusform>%n imágenes no han terminado todavía.</numerusform>
        </translation>
    </message>
    <message>
        <source>If Tessera stops now, what is computed so far is kept, and the rest follows when it is started again.</source>
        <translation>Si Tessera se detiene ahora, se conserva lo calculado hasta aquí, y el resto sigue cuando se inicie de nuevo.</translation>
    </message>
    <message>
        <source>Stop and close</source>
        <translation>Detener y cerrar</translation>
    </message>
    <message>
        <source>Keep running, minimised</source>
        <translation>Seguir, minimizado</translation>
    </message>
    <message>
        <source>Don&apos;t ask again</source>
        <translation>No volver a preguntar</translation>
    </message>
    <message>
        <source>The settings (in the menu Tools) can change it.</source>
        <translation>Se puede cambiar en la configuración (menú Herramientas).</translation>
    </message>
</context>
<context>
    <name>tessera::ui::Compare</name>
    <message>
        <source>Label map on the left</source>
        <translation>Mapa de etiquetas a la izquierda</translation>
    </message>
    <message>
        <source>Label map on the right</source>
        <translation>Mapa de etiquetas a la derecha</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>Diferencias</translation>
    </message>
    <message>
        <source>On the right, the voxels whose labels differ in place of the labels (Shift+D)</source>
        <translation>A la derecha, en lugar de las etiquetas, los vóxeles cuyas etiquetas difieren (Shift+D)</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>Regiones</translation>
    </message>
    <message>
        <source>Overlap of each region, the worst first (Shift+T)</source>
        <translation>Solapamiento de cada región, primero los peores (Shift+T)</translation>
    </message>
    <message>
        <source>End comparing</source>
        <translation>Terminar comparación</translation>
    </message>
    <message>
        <source>One case again (Esc)</source>
        <translation>Volver a un solo caso (Esc)</translation>
    </message>
    <message>
        <source>How far the label maps agree</source>
        <translation>En qué medida coinciden los mapas de etiquetas</translation>
    </message>
    <message>
        <source>Overlap of each region</source>
        <translation>Solapamiento de cada región</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Región</translation>
    </message>
    <message>
        <source>Dice %</source>
        <translation>Dice %</translation>
    </message>
    <message>
        <source>Left map ml</source>
        <translation>Mapa izq. ml</translation>
    </message>
    <message>
        <source>Right map ml</source>
        <translation>Mapa der. ml</translation>
    </message>
    <message>
        <source>%1 lies over the scan in place of %2.</source>
        <translation>%1 se superpone a la imagen en lugar de %2.</translation>
    </message>
    <message>
        <source>Compare them</source>
        <translation>Compararlos</translation>
    </message>
    <message>
        <source>label %1</source>
        <translation>etiqueta %1</translation>
    </message>
    <message>
        <source>%1 % of the labelled voxels have the same label · mean Dice %2 % (regions: %3)</source>
        <translation>El %1 % de los vóxeles etiquetados tiene la misma etiqueta · Dice medio %2 % (regiones: %3)</translation>
    </message>
    <message>
        <source>least: %1, %2 %</source>
        <translation>mínimo: %1, %2 %</translation>
    </message>
    <message>
        <source>Compared on the grid of the right scan; what lies outside it doesn&apos;t count.</source>
        <translation>Comparado en la rejilla de la imagen de la derecha; lo que queda fuera de ella no cuenta.</translation>
    </message>
    <message>
        <source>Link views</source>
        <translation>Vincular vistas</translation>
    </message>
    <message>
        <source>Zoom, pan and turn both sides together (Shift+L)</source>
        <translation>Acercar, desplazar y girar ambos lados a la vez (Shift+L)</translation>
    </message>
</context>
<context>
    <name>tessera::ui::CompareDialog</name>
    <message>
        <source>Compare with</source>
        <translation>Comparar con</translation>
    </message>
    <message>
        <source>A finished case, or another label map of the scan in front:</source>
        <translation>Un caso terminado u otro mapa de etiquetas de la imagen en pantalla:</translation>
    </message>
    <message>
        <source>Search cases</source>
        <translation>Buscar casos</translation>
    </message>
    <message>
        <source>Finished cases</source>
        <translation>Casos terminados</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Comparar</translation>
    </message>
    <message>
        <source>Label map file...</source>
        <translation>Archivo de etiquetas...</translation>
    </message>
    <message>
        <source>Choose a label map</source>
        <translation>Elegir un mapa de etiquetas</translation>
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
        <translation>Mostrar</translation>
    </message>
</context>
<context>
    <name>tessera::ui::DevicesModel</name>
    <message>
        <source>%1 of %2 GB</source>
        <translation>%1 de %2 GB</translation>
    </message>
    <message>
        <source>%1 GB</source>
        <translation>%1 GB</translation>
    </message>
    <message>
        <source>%1 lost</source>
        <translation>%1 perdido</translation>
    </message>
    <message>
        <source>%1 %2 · %3 · %4 tiles/s</source>
        <translation>%1 %2 · %3 · %4 bloques/s</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>perdido</translation>
    </message>
    <message>
        <source>computing</source>
        <translation>calculando</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>inactivo</translation>
    </message>
    <message>
        <source>%1: %2 tiles so far, at most %3 reserved; workers that died: %4</source>
        <translation>%1: %2 bloques hasta ahora, máximo reservado %3; procesos caídos: %4</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Dispositivo</translation>
    </message>
    <message>
        <source>Lanes</source>
        <translation>Carriles</translation>
    </message>
    <message>
        <source>Tiles/s</source>
        <translation>Bloques/s</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>Ocupación</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>%1 °C</source>
        <translation>%1 °C</translation>
    </message>
    <message>
        <source>Not measured yet.</source>
        <translation>Aún no se ha medido.</translation>
    </message>
    <message>
        <source>Not measured: %1.</source>
        <translation>No se mide: %1.</translation>
    </message>
    <message>
        <source>How busy it was in the last second, with whomever&apos;s work</source>
        <translation>Lo ocupado que estuvo en el último segundo, con trabajo de cualquiera</translation>
    </message>
    <message>
        <source>How much of the last half minute its lanes computed tiles</source>
        <translation>Qué parte del último medio minuto calcularon bloques sus carriles</translation>
    </message>
    <message>
        <source>Tiles at this moment, of as many as it takes at a time</source>
        <translation>Bloques en este momento, de cuantos admite a la vez</translation>
    </message>
    <message>
        <source>Tiles a second over the last half minute</source>
        <translation>Bloques por segundo en el último medio minuto</translation>
    </message>
    <message>
        <source>%1 / %2 / %3 GB</source>
        <translation>%1 / %2 / %3 GB</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>Carga</translation>
    </message>
    <message>
        <source>Ours / others / budget</source>
        <translation>Propia / ajena / límite</translation>
    </message>
    <message>
        <source>Memory that the engine uses, that everybody else uses, and that is ours to use</source>
        <translation>Memoria que usa el motor, que usan todos los demás y que podemos usar</translation>
    </message>
    <message>
        <source>Temp.</source>
        <translation>Temp.</translation>
    </message>
    <message>
        <source>Temperature, as its sensor says</source>
        <translation>Temperatura según su sensor</translation>
    </message>
</context>
<context>
    <name>tessera::ui::DevicesPanel</name>
    <message>
        <source>Devices</source>
        <translation>Dispositivos</translation>
    </message>
</context>
<context>
    <name>tessera::ui::DevicesPlot</name>
    <message>
        <source>How busy the devices were over the last three minutes</source>
        <translation>Ocupación de los dispositivos en los últimos tres minutos</translation>
    </message>
    <message>
        <source>No device computes yet.</source>
        <translation>Aún no calcula ningún dispositivo.</translation>
    </message>
    <message>
        <source>3 min ago</source>
        <translation>hace 3 min</translation>
    </message>
    <message>
        <source>now</source>
        <translation>ahora</translation>
    </message>
</context>
<context>
    <name>tessera::ui::EmptyPage</name>
    <message>
        <source>Drop MRIs here</source>
        <translation>Suelte aquí las RM</translation>
    </message>
    <message>
        <source>T1 scans of heads: NIfTI, Analyze, NRRD, MetaImage, MGH/MGZ, DICOM folders, BIDS datasets.
A scan together with a label map opens both without computing anything.</source>
        <translation>Imágenes T1 de cabeza: NIfTI, Analyze, NRRD, MetaImage, MGH/MGZ, carpetas DICOM, conjuntos de datos BIDS.
Una imagen junto con un mapa de etiquetas: se abren ambos sin calcular nada.</translation>
    </message>
    <message>
        <source>Open...</source>
        <translation>Abrir...</translation>
    </message>
    <message>
        <source>Try the sample case</source>
        <translation>Probar el caso de ejemplo</translation>
    </message>
    <message>
        <source>Segments the built-in scan colin27 and shows the result</source>
        <translation>Segmenta la imagen incluida colin27 y muestra el resultado</translation>
    </message>
</context>
<context>
    <name>tessera::ui::Engine</name>
    <message>
        <source>The engine ended before it answered; please look whether it was done.</source>
        <translation>El motor terminó antes de responder; compruebe si la acción llegó a realizarse.</translation>
    </message>
    <message>
        <source>The engine isn&apos;t running.</source>
        <translation>El motor no está en marcha.</translation>
    </message>
    <message>
        <source>The engine&apos;s answer wasn&apos;t understood.</source>
        <translation>No se entendió la respuesta del motor.</translation>
    </message>
</context>
<context>
    <name>tessera::ui::EngineRunner</name>
    <message>
        <source>The engine was killed or crashed.</source>
        <translation>El motor se cerró a la fuerza o por un fallo.</translation>
    </message>
    <message>
        <source>The engine ended by itself (exit code %1).</source>
        <translation>El motor terminó por sí solo (código de salida %1).</translation>
    </message>
    <message>
        <source>%1 It said: “%2”</source>
        <translation>%1 Su mensaje: «%2»</translation>
    </message>
    <message>
        <source>%1 It has ended %2 times within a minute, so it isn&apos;t started again by itself. Jobs and finished tiles are kept.</source>
        <translation>%1 Ha terminado %2 veces en un minuto, así que no se reinicia automáticamente. Se conservan los trabajos y los bloques terminados.</translation>
    </message>
    <message>
        <source>The engine %1 can&apos;t be started: %2. Is Tessera installed completely?</source>
        <translation>No se puede iniciar el motor %1: %2. ¿Está Tessera instalado por completo?</translation>
    </message>
</context>
<context>
    <name>tessera::ui::ExportDialog</name>
    <message>
        <source>%1 is there already. Choose another name, or let files be replaced.</source>
        <translation>%1 ya existe. Elija otro nombre o permita reemplazar archivos.</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportar</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>Progreso de la exportación</translation>
    </message>
    <message>
        <source>Result of the export</source>
        <translation>Resultado de la exportación</translation>
    </message>
    <message>
        <source>Label map</source>
        <translation>Mapa de etiquetas</translation>
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
        <translation>Significado de los números</translation>
    </message>
    <message>
        <source>BIDS (_dseg.tsv)</source>
        <translation>BIDS (_dseg.tsv)</translation>
    </message>
    <message>
        <source>FreeSurfer colour table</source>
        <translation>Tabla de colores de FreeSurfer</translation>
    </message>
    <message>
        <source>ITK-SNAP label descriptions</source>
        <translation>Descripción de etiquetas de ITK-SNAP</translation>
    </message>
    <message>
        <source>3D Slicer colour table</source>
        <translation>Tabla de colores de 3D Slicer</translation>
    </message>
    <message>
        <source>Volumes</source>
        <translation>Volúmenes</translation>
    </message>
    <message>
        <source>Table (.tsv)</source>
        <translation>Tabla (.tsv)</translation>
    </message>
    <message>
        <source>SLANT&apos;s table (.csv)</source>
        <translation>Tabla de SLANT (.csv)</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Picture of the views as they are (.png), without the patient&apos;s name</source>
        <translation>Captura de las vistas tal como están (.png), sin el nombre del paciente</translation>
    </message>
    <message>
        <source>Choose...</source>
        <translation>Elegir...</translation>
    </message>
    <message>
        <source>Folder for the export</source>
        <translation>Carpeta para la exportación</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Carpeta</translation>
    </message>
    <message>
        <source>Names begin with</source>
        <translation>Los nombres empiezan por</translation>
    </message>
    <message>
        <source>Replace files that are there</source>
        <translation>Reemplazar archivos existentes</translation>
    </message>
    <message>
        <source>Writing, reading back and comparing...</source>
        <translation>Escribiendo, releyendo y comparando...</translation>
    </message>
    <message numerus="yes">
        <source>Done: %n file(s) written, read back and found the same: %1</source>
        <translation>
            <numerusform>Hecho: %n archivo escrito, releído y comprobado idéntico: %1</numerusform>
            <numerusform>Hecho: %n archivos escritos, releídos y comprobados idénticos: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Export of %1</source>
        <translation>Exportación de %1</translation>
    </message>
    <message>
        <source>No label table lies beside the map, so that it alone can be exported.</source>
        <translation>No hay ninguna tabla de etiquetas junto al mapa, por lo que solo se puede exportar el mapa.</translation>
    </message>
    <message>
        <source>No picture: another case is in front now</source>
        <translation>Sin imagen: ahora hay otro caso delante</translation>
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
        <translation>Finalidad de este programa y estado del caso</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Cola</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>Regiones</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Dispositivos</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Editar</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ver</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Pantalla completa</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>&amp;Herramientas</translation>
    </message>
    <message>
        <source>Settings...</source>
        <translation>Configuración...</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Archivo</translation>
    </message>
    <message>
        <source>Open files...</source>
        <translation>Abrir archivos...</translation>
    </message>
    <message>
        <source>Open folder...</source>
        <translation>Abrir carpeta...</translation>
    </message>
    <message>
        <source>Try the sample case</source>
        <translation>Probar el caso de ejemplo</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Recientes</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Salir</translation>
    </message>
    <message>
        <source>Save case...</source>
        <translation>Guardar caso...</translation>
    </message>
    <message>
        <source>Export...</source>
        <translation>Exportar...</translation>
    </message>
    <message>
        <source>Save picture of the views...</source>
        <translation>Guardar captura de las vistas...</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>Guardar captura</translation>
    </message>
    <message>
        <source>PNG (*.png)</source>
        <translation>PNG (*.png)</translation>
    </message>
    <message>
        <source>&amp;Case</source>
        <translation>&amp;Caso</translation>
    </message>
    <message>
        <source>Next case</source>
        <translation>Caso siguiente</translation>
    </message>
    <message>
        <source>Previous case</source>
        <translation>Caso anterior</translation>
    </message>
    <message>
        <source>Compare with...</source>
        <translation>Comparar con...</translation>
    </message>
    <message>
        <source>Close case</source>
        <translation>Cerrar caso</translation>
    </message>
    <message>
        <source>&amp;Queue</source>
        <translation>C&amp;ola</translation>
    </message>
    <message>
        <source>Hold the queue</source>
        <translation>Pausar la cola</translation>
    </message>
    <message>
        <source>Retry all that failed</source>
        <translation>Reintentar todos los fallidos</translation>
    </message>
    <message>
        <source>Remove all that are done</source>
        <translation>Quitar todos los terminados</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>A&amp;yuda</translation>
    </message>
    <message>
        <source>Keys and mouse</source>
        <translation>Teclado y ratón</translation>
    </message>
    <message>
        <source>About Tessera</source>
        <translation>Acerca de Tessera</translation>
    </message>
    <message>
        <source>Clear this list</source>
        <translation>Vaciar esta lista</translation>
    </message>
    <message>
        <source>Saved, read back and found the same: %1</source>
        <translation>Guardado, releído y comprobado idéntico: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n más</numerusform>
            <numerusform>%n más</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more were not taken</source>
        <translation>
            <numerusform>%n más no se admitió</numerusform>
            <numerusform>%n más no se admitieron</numerusform>
        </translation>
    </message>
    <message>
        <source>research use, not a medical device · adult T1 without large lesions</source>
        <translation>uso en investigación, no es un dispositivo médico · T1 de adultos sin lesiones grandes</translation>
    </message>
    <message>
        <source>done</source>
        <translation>terminado</translation>
    </message>
    <message>
        <source>needs review</source>
        <translation>requiere revisión</translation>
    </message>
    <message>
        <source>a label map without a record of how it was made</source>
        <translation>un mapa de etiquetas sin registro de cómo se obtuvo</translation>
    </message>
    <message>
        <source>Open scans and label maps</source>
        <translation>Abrir imágenes y mapas de etiquetas</translation>
    </message>
    <message>
        <source>Open a DICOM folder, a BIDS dataset or scans</source>
        <translation>Abrir una carpeta DICOM, un conjunto de datos BIDS o imágenes</translation>
    </message>
    <message>
        <source>made from another scan, or the scan has changed since</source>
        <translation>calculado a partir de otra imagen, o la imagen ha cambiado desde entonces</translation>
    </message>
    <message>
        <source>changed after its run, not checked since</source>
        <translation>modificado después de su cálculo, sin comprobar desde entonces</translation>
    </message>
    <message>
        <source>preview by another model (%1)</source>
        <translation>vista previa de otro modelo (%1)</translation>
    </message>
    <message>
        <source>%1 (%2) - Tessera</source>
        <translation>%1 (%2) - Tessera</translation>
    </message>
    <message>
        <source>Left and right are confirmed</source>
        <translation>Izquierda y derecha están confirmadas</translation>
    </message>
    <message>
        <source>You vouch for left and right of this scan, until another one is opened. The files of the result and exports still call them unverified.</source>
        <translation>Usted responde de la izquierda y la derecha de esta imagen hasta que se abra otra. Los archivos del resultado y las exportaciones siguen indicando que están sin verificar.</translation>
    </message>
    <message>
        <source>left and right confirmed by a person</source>
        <translation>izquierda y derecha confirmadas por una persona</translation>
    </message>
    <message>
        <source>left/right not verified</source>
        <translation>izq./der. sin verificar</translation>
    </message>
</context>
<context>
    <name>tessera::ui::MessageBar</name>
    <message>
        <source>Message</source>
        <translation>Mensaje</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>Copiar detalles</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problema</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Aviso</translation>
    </message>
</context>
<context>
    <name>tessera::ui::QueueModel</name>
    <message>
        <source>waiting</source>
        <translation>en espera</translation>
    </message>
    <message>
        <source>preparing</source>
        <translation>preparando</translation>
    </message>
    <message>
        <source>segmenting</source>
        <translation>segmentando</translation>
    </message>
    <message>
        <source>finishing</source>
        <translation>finalizando</translation>
    </message>
    <message>
        <source>done</source>
        <translation>terminado</translation>
    </message>
    <message>
        <source>needs review</source>
        <translation>requiere revisión</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fallido</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>cancelado</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>en pausa</translation>
    </message>
    <message>
        <source>rated: %1</source>
        <translation>valorado: %1</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>lectura</translation>
    </message>
    <message>
        <source>reading DICOM headers</source>
        <translation>lectura de cabeceras DICOM</translation>
    </message>
    <message>
        <source>registration</source>
        <translation>registro</translation>
    </message>
    <message>
        <source>waiting for a device</source>
        <translation>a la espera de un dispositivo</translation>
    </message>
    <message>
        <source>tiles</source>
        <translation>bloques</translation>
    </message>
    <message>
        <source>network</source>
        <translation>red</translation>
    </message>
    <message>
        <source>bringing labels home</source>
        <translation>etiquetas a la imagen</translation>
    </message>
    <message>
        <source>writing</source>
        <translation>escritura</translation>
    </message>
    <message>
        <source>preview</source>
        <translation>vista previa</translation>
    </message>
</context>
<context>
    <name>tessera::ui::QueuePanel</name>
    <message>
        <source>Model</source>
        <translation>Modelo</translation>
    </message>
    <message>
        <source>The model that further scans are segmented with</source>
        <translation>Modelo con el que se segmentan las próximas imágenes</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Precisión</translation>
    </message>
    <message>
        <source>Number format of further scans: auto takes what is faster here</source>
        <translation>Formato numérico para las próximas imágenes: auto usa el más rápido aquí</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Dispositivos</translation>
    </message>
    <message>
        <source>What is computed on, such as auto, cpu, cuda:0 or cuda,cpu</source>
        <translation>Dónde se calcula, por ejemplo auto, cpu, cuda:0 o cuda,cpu</translation>
    </message>
    <message>
        <source>Policy</source>
        <translation>Política</translation>
    </message>
    <message>
        <source>Which tile runs on which device</source>
        <translation>Qué bloque se calcula en qué dispositivo</translation>
    </message>
    <message>
        <source>Pause the queue</source>
        <translation>Pausar la cola</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>Qué falla</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>Reiniciar</translation>
    </message>
    <message>
        <source>Start the engine again</source>
        <translation>Reiniciar el motor</translation>
    </message>
    <message>
        <source>Search jobs</source>
        <translation>Buscar trabajos</translation>
    </message>
    <message>
        <source>Jobs that are shown</source>
        <translation>Trabajos que se muestran</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Todos</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>En espera</translation>
    </message>
    <message>
        <source>At work</source>
        <translation>En curso</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Terminados</translation>
    </message>
    <message>
        <source>Needs review</source>
        <translation>Requieren revisión</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fallidos</translation>
    </message>
    <message>
        <source>Not rated</source>
        <translation>Sin valorar</translation>
    </message>
    <message>
        <source>Rated pass</source>
        <translation>Valorados aptos</translation>
    </message>
    <message>
        <source>Rated fail</source>
        <translation>Valorados no aptos</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Trabajos</translation>
    </message>
    <message>
        <source>Jobs in each state</source>
        <translation>Trabajos en cada estado</translation>
    </message>
    <message>
        <source>Retry all failed</source>
        <translation>Reintentar fallidos</translation>
    </message>
    <message>
        <source>Retry all failed jobs</source>
        <translation>Reintentar todos los trabajos fallidos</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Revisar</translation>
    </message>
    <message>
        <source>Review finished cases</source>
        <translation>Revisar casos terminados</translation>
    </message>
    <message>
        <source>Look at the finished cases one by one, the doubtful ones first</source>
        <translation>Examinar los casos terminados uno por uno, primero los dudosos</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>Show result in folder</source>
        <translation>Mostrar resultado en la carpeta</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Reintentar</translation>
    </message>
    <message>
        <source>Remove from the queue</source>
        <translation>Quitar de la cola</translation>
    </message>
    <message>
        <source>Results stay where they are</source>
        <translation>Los resultados se quedan donde están</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Subir</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Bajar</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Reanudar</translation>
    </message>
    <message>
        <source>The queue is paused: start further jobs</source>
        <translation>La cola está en pausa: volver a iniciar trabajos</translation>
    </message>
    <message>
        <source>Start no further jobs</source>
        <translation>No iniciar más trabajos</translation>
    </message>
    <message>
        <source>The engine is started again. %1</source>
        <translation>El motor se está reiniciando. %1</translation>
    </message>
    <message>
        <source>Nothing can be computed with these devices: %1</source>
        <translation>No se puede calcular nada con estos dispositivos: %1</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%2: %1</translation>
    </message>
    <message>
        <source>No jobs yet. Drop MRIs or folders into the window.</source>
        <translation>Aún no hay trabajos. Suelte RM o carpetas en la ventana.</translation>
    </message>
    <message>
        <source>No job fits what is searched for.</source>
        <translation>Ningún trabajo coincide con la búsqueda.</translation>
    </message>
    <message>
        <source>all CPUs</source>
        <translation>todas las CPU</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Hilos</translation>
    </message>
    <message>
        <source>Threads of the processor that a tile is computed with</source>
        <translation>Hilos del procesador con los que se calcula un bloque</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>¿Por qué?</translation>
    </message>
    <message>
        <source>What is said of these jobs, to be read and copied</source>
        <translation>Lo que se dice de estos trabajos, para leerlo y copiarlo</translation>
    </message>
    <message>
        <source>Compute again...</source>
        <translation>Calcular de nuevo...</translation>
    </message>
    <message>
        <source>Also where a result is there already; it is replaced</source>
        <translation>También donde ya hay un resultado; se reemplaza</translation>
    </message>
    <message>
        <source>To the front</source>
        <translation>Al principio</translation>
    </message>
    <message>
        <source>Compute again</source>
        <translation>Calcular de nuevo</translation>
    </message>
    <message numerus="yes">
        <source>Compute %n scan(s) again?</source>
        <translation>
            <numerusform>¿Calcular de nuevo %n imagen?</numerusform>
            <numerusform>¿Calcular de nuevo %n imágenes?</numerusform>
        </translation>
    </message>
    <message>
        <source>Results that are there are replaced as soon as the new ones are ready, and with them whatever somebody has changed in these files.</source>
        <translation>Los resultados existentes se reemplazan en cuanto los nuevos estén listos, y con ellos lo que alguien haya cambiado en esos archivos.</translation>
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
        <translation>izquierdo</translation>
    </message>
    <message>
        <source>right</source>
        <translation>derecho</translation>
    </message>
    <message>
        <source>midline</source>
        <translation>línea media</translation>
    </message>
    <message>
        <source>cortical grey matter</source>
        <translation>sustancia gris cortical</translation>
    </message>
    <message>
        <source>subcortical grey matter</source>
        <translation>sustancia gris subcortical</translation>
    </message>
    <message>
        <source>cerebellar grey matter</source>
        <translation>sustancia gris cerebelosa</translation>
    </message>
    <message>
        <source>white matter</source>
        <translation>sustancia blanca</translation>
    </message>
    <message>
        <source>brain stem</source>
        <translation>tronco del encéfalo</translation>
    </message>
    <message>
        <source>cerebrospinal fluid</source>
        <translation>líquido cefalorraquídeo</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Otras</translation>
    </message>
    <message>
        <source>Regions in this group: %1</source>
        <translation>Regiones en este grupo: %1</translation>
    </message>
    <message>
        <source>Label %1: %2
Agreement: %3</source>
        <translation>Etiqueta %1: %2
Concordancia: %3</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Región</translation>
    </message>
    <message>
        <source>Side</source>
        <translation>Lado</translation>
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
        <translation>Concord.</translation>
    </message>
    <message>
        <source>Name and colour; ticked: shown over the scan</source>
        <translation>Nombre y color; si está marcada, se muestra sobre la imagen</translation>
    </message>
    <message>
        <source>As the label table states it</source>
        <translation>Según consta en la tabla de etiquetas</translation>
    </message>
    <message>
        <source>Volume in millilitres</source>
        <translation>Volumen en mililitros</translation>
    </message>
    <message>
        <source>Share of the segmented brain, ventricles included</source>
        <translation>Proporción del encéfalo segmentado, ventrículos incluidos</translation>
    </message>
    <message>
        <source>200 (L - R) / (L + R): positive where the left is larger</source>
        <translation>200 (L - R) / (L + R), L = izquierdo, R = derecho: positivo donde el izquierdo es mayor</translation>
    </message>
    <message>
        <source>Agreement: percent of the covering tiles that chose the label, where four or more cover it; no probability</source>
        <translation>Concordancia: porcentaje de los bloques que cubren el lugar y eligieron la etiqueta, donde lo cubren cuatro o más; no es una probabilidad</translation>
    </message>
    <message>
        <source>Region (L/R not verified)</source>
        <translation>Región (I/D sin verificar)</translation>
    </message>
    <message>
        <source>Left and right may be exchanged: the scan&apos;s file doesn&apos;t state them, or contradicts itself. Whoever knows better can confirm them in the menu Case.</source>
        <translation>La izquierda y la derecha pueden estar intercambiadas: el archivo de la imagen no las indica o se contradice. Quien lo sepa con certeza puede confirmarlas en el menú Caso.</translation>
    </message>
</context>
<context>
    <name>tessera::ui::RegionsPanel</name>
    <message>
        <source>Search regions</source>
        <translation>Buscar regiones</translation>
    </message>
    <message>
        <source>Group regions</source>
        <translation>Agrupar regiones</translation>
    </message>
    <message>
        <source>By lobe</source>
        <translation>Por lóbulo</translation>
    </message>
    <message>
        <source>By tissue</source>
        <translation>Por tejido</translation>
    </message>
    <message>
        <source>No groups</source>
        <translation>Sin grupos</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Todas</translation>
    </message>
    <message>
        <source>Show all regions</source>
        <translation>Mostrar todas las regiones</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Ninguna</translation>
    </message>
    <message>
        <source>Show no region</source>
        <translation>No mostrar ninguna región</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>Regiones</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Show only this</source>
        <translation>Mostrar solo esta</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Mostrar todas</translation>
    </message>
    <message>
        <source>Change colour...</source>
        <translation>Cambiar color...</translation>
    </message>
    <message>
        <source>Reset colours</source>
        <translation>Restablecer colores</translation>
    </message>
    <message>
        <source>Colour of %1</source>
        <translation>Color de %1</translation>
    </message>
    <message numerus="yes">
        <source>Colour of %n regions</source>
        <translation>
            <numerusform>Color de %n región</numerusform>
            <numerusform>Color de %n regiones</numerusform>
        </translation>
    </message>
    <message>
        <source>The regions of an open result stand here.</source>
        <translation>Aquí aparecen las regiones de un resultado abierto.</translation>
    </message>
    <message>
        <source>No region fits what is searched for.</source>
        <translation>Ninguna región coincide con la búsqueda.</translation>
    </message>
</context>
<context>
    <name>tessera::ui::ReviewDesk</name>
    <message>
        <source>The rating isn&apos;t stored. %1</source>
        <translation>La valoración no está guardada. %1</translation>
    </message>
</context>
<context>
    <name>tessera::ui::ReviewMode</name>
    <message>
        <source>The ratings were written to %1.</source>
        <translation>Las valoraciones se escribieron en %1.</translation>
    </message>
    <message>
        <source>Review finished cases</source>
        <translation>Revisar casos terminados</translation>
    </message>
    <message>
        <source>Export ratings</source>
        <translation>Exportar valoraciones</translation>
    </message>
    <message>
        <source>Tab-separated values (*.tsv)</source>
        <translation>Valores separados por tabuladores (*.tsv)</translation>
    </message>
    <message>
        <source>Delete the pictures of reviews</source>
        <translation>Borrar las imágenes de las revisiones</translation>
    </message>
    <message>
        <source>The pictures of reviews are deleted. The next review makes those it needs anew.</source>
        <translation>Las imágenes de las revisiones se han borrado. La próxima revisión vuelve a crear las que necesite.</translation>
    </message>
</context>
<context>
    <name>tessera::ui::ReviewPage</name>
    <message>
        <source>Needs review</source>
        <translation>Requiere revisión</translation>
    </message>
    <message>
        <source>Done, no doubts</source>
        <translation>Terminado, sin dudas</translation>
    </message>
    <message>
        <source>mean agreement of the tiles %1 %</source>
        <translation>concordancia media de los bloques %1 %</translation>
    </message>
    <message>
        <source>Position in the review</source>
        <translation>Posición en la revisión</translation>
    </message>
    <message>
        <source>Case under review</source>
        <translation>Caso en revisión</translation>
    </message>
    <message>
        <source>Rating so far</source>
        <translation>Valoración hasta ahora</translation>
    </message>
    <message>
        <source>Why to look at this case</source>
        <translation>Por qué examinar este caso</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Revisión</translation>
    </message>
    <message>
        <source>Axial, coronal and sagittal view with the outlines of the regions</source>
        <translation>Vistas axial, coronal y sagital con los contornos de las regiones</translation>
    </message>
    <message>
        <source>Note (T); Enter keeps it</source>
        <translation>Nota (T); Enter la guarda</translation>
    </message>
    <message>
        <source>Note on this case</source>
        <translation>Nota sobre este caso</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Pass</source>
        <translation>Apto</translation>
    </message>
    <message>
        <source>Review: pass, and on</source>
        <translation>Revisión: apto, y seguir</translation>
    </message>
    <message>
        <source>The segmentation is good; on to the next</source>
        <translation>La segmentación es buena; pasar al siguiente</translation>
    </message>
    <message>
        <source>Fail</source>
        <translation>No apto</translation>
    </message>
    <message>
        <source>Review: fail, and on</source>
        <translation>Revisión: no apto, y seguir</translation>
    </message>
    <message>
        <source>The segmentation can&apos;t be used; on to the next</source>
        <translation>La segmentación no se puede usar; pasar al siguiente</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Nota</translation>
    </message>
    <message>
        <source>Review: write a note</source>
        <translation>Revisión: escribir una nota</translation>
    </message>
    <message>
        <source>Write a note on this case</source>
        <translation>Escribir una nota sobre este caso</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>Review: take the last rating back</source>
        <translation>Revisión: deshacer la última valoración</translation>
    </message>
    <message>
        <source>The rating that was given last is what it was before</source>
        <translation>La última valoración dada vuelve a ser la que era antes</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Anterior</translation>
    </message>
    <message>
        <source>Review: previous case</source>
        <translation>Revisión: caso anterior</translation>
    </message>
    <message>
        <source>The case before this one</source>
        <translation>El caso anterior a este</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Siguiente</translation>
    </message>
    <message>
        <source>Review: next case</source>
        <translation>Revisión: caso siguiente</translation>
    </message>
    <message>
        <source>The next case, without a rating</source>
        <translation>El caso siguiente, sin dar valoración</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>Review: open in the viewer</source>
        <translation>Revisión: abrir en el visor</translation>
    </message>
    <message>
        <source>This case in the full viewer; the review goes on here when it is opened again</source>
        <translation>Este caso en el visor completo; la revisión sigue aquí cuando se vuelva a abrir</translation>
    </message>
    <message>
        <source>Export...</source>
        <translation>Exportar...</translation>
    </message>
    <message>
        <source>Review: export the ratings</source>
        <translation>Revisión: exportar las valoraciones</translation>
    </message>
    <message>
        <source>All ratings as a table (TSV)</source>
        <translation>Todas las valoraciones en una tabla (TSV)</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Salir</translation>
    </message>
    <message>
        <source>Review: leave</source>
        <translation>Revisión: salir</translation>
    </message>
    <message>
        <source>Back to the viewer</source>
        <translation>Volver al visor</translation>
    </message>
    <message>
        <source>%1 of %2, %3 rated</source>
        <translation>%1 de %2, valorados: %3</translation>
    </message>
    <message>
        <source>not rated</source>
        <translation>sin valorar</translation>
    </message>
    <message>
        <source>rated: %1</source>
        <translation>valorado: %1</translation>
    </message>
    <message>
        <source>The finished cases are being read.</source>
        <translation>Se están leyendo los casos terminados.</translation>
    </message>
    <message>
        <source>No case is finished yet. They can be reviewed as they come.</source>
        <translation>Aún no hay casos terminados. Se pueden revisar a medida que lleguen.</translation>
    </message>
    <message>
        <source>The picture is being made.</source>
        <translation>La imagen se está preparando.</translation>
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
        <translation>no consta</translation>
    </message>
    <message>
        <source>%1 (suggested)</source>
        <translation>%1 (sugerida)</translation>
    </message>
    <message>
        <source>not suggested: %1</source>
        <translation>no sugerida: %1</translation>
    </message>
    <message>
        <source>Which series?</source>
        <translation>¿Qué serie?</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>Segmentar</translation>
    </message>
    <message>
        <source>None of them</source>
        <translation>Ninguna</translation>
    </message>
    <message>
        <source>Series of the study</source>
        <translation>Series del estudio</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>Serie</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Descripción</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Slices</source>
        <translation>Cortes</translation>
    </message>
    <message>
        <source>Voxel size</source>
        <translation>Tamaño de vóxel</translation>
    </message>
    <message>
        <source>Slices are</source>
        <translation>Plano</translation>
    </message>
    <message>
        <source>%1 holds several series that could be the T1 scan. Tick those that are to be segmented.</source>
        <translation>%1 contiene varias series que podrían ser la imagen T1. Marque las que deban segmentarse.</translation>
    </message>
    <message>
        <source>(no description)</source>
        <translation>(sin descripción)</translation>
    </message>
    <message numerus="yes">
        <source>Segment %n series</source>
        <translation>
            <numerusform>Segmentar %n serie</numerusform>
            <numerusform>Segmentar %n series</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more studies wait for an answer.</source>
        <translation>
            <numerusform>%n estudio más espera respuesta.</numerusform>
            <numerusform>%n estudios más esperan respuesta.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tessera::ui::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Configuración</translation>
    </message>
    <message>
        <source>Left and right</source>
        <translation>Izquierda y derecha</translation>
    </message>
    <message>
        <source>Radiological: the patient&apos;s right is on the left</source>
        <translation>Radiológica: la derecha del paciente está a la izquierda</translation>
    </message>
    <message>
        <source>Neurological: the patient&apos;s right is on the right</source>
        <translation>Neurológica: la derecha del paciente está a la derecha</translation>
    </message>
    <message>
        <source>Sagittal views</source>
        <translation>Vistas sagitales</translation>
    </message>
    <message>
        <source>Nose to the left</source>
        <translation>Nariz a la izquierda</translation>
    </message>
    <message>
        <source>Nose to the right</source>
        <translation>Nariz a la derecha</translation>
    </message>
    <message>
        <source>Mouse as in</source>
        <translation>Ratón como en</translation>
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
        <translation>Visores PACS</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Colores</translation>
    </message>
    <message>
        <source>The system&apos;s</source>
        <translation>Los del sistema</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Claros</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Oscuros</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Alto contraste</translation>
    </message>
    <message>
        <source>in a folder &quot;tessera&quot; beside the scans</source>
        <translation>en una carpeta «tessera» junto a las imágenes</translation>
    </message>
    <message>
        <source>Choose...</source>
        <translation>Elegir...</translation>
    </message>
    <message>
        <source>Results go</source>
        <translation>Guardar resultados</translation>
    </message>
    <message>
        <source>Folder for results</source>
        <translation>Carpeta para los resultados</translation>
    </message>
    <message>
        <source>Tell on the desktop when the queue has ended</source>
        <translation>Avisar en el escritorio cuando la cola haya terminado</translation>
    </message>
    <message>
        <source>Where the desktop shows messages, and only while another window is in front. No names.</source>
        <translation>Si el escritorio muestra mensajes, y solo mientras otra ventana está delante. Sin nombres.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>From the next start of the program.</source>
        <translation>A partir del próximo inicio del programa.</translation>
    </message>
    <message>
        <source>Quick preview</source>
        <translation>Vista previa rápida</translation>
    </message>
    <message>
        <source>Where it takes at most a fifth of the time</source>
        <translation>Donde tarde como mucho una quinta parte del tiempo</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>Siempre</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nunca</translation>
    </message>
    <message>
        <source>The few regions of a small model are shown until the first tiles of the chosen model come. Results don&apos;t depend on it.</source>
        <translation>Se muestran las pocas regiones de un modelo pequeño hasta que lleguen los primeros bloques del modelo elegido. Los resultados no dependen de ello.</translation>
    </message>
    <message>
        <source>Closing while scans are computed</source>
        <translation>Cerrar mientras se calcula</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Preguntar</translation>
    </message>
    <message>
        <source>Stops; they go on at the next start</source>
        <translation>Se detiene; sigue en el próximo inicio</translation>
    </message>
    <message>
        <source>Keeps running, minimised</source>
        <translation>Sigue, minimizado</translation>
    </message>
</context>
<context>
    <name>tessera::ui::SideChart</name>
    <message>
        <source>Left and right volumes</source>
        <translation>Volúmenes izquierdos y derechos</translation>
    </message>
    <message>
        <source>Nothing was measured.</source>
        <translation>No se midió nada.</translation>
    </message>
    <message>
        <source>%1: left %2 ml, right %3 ml, difference %4 %</source>
        <translation>%1: izquierdo %2 ml, derecho %3 ml, diferencia %4 %</translation>
    </message>
    <message>
        <source>No left and right volumes.</source>
        <translation>No hay volúmenes izquierdos y derechos.</translation>
    </message>
    <message>
        <source>left, ml</source>
        <translation>izquierdo, ml</translation>
    </message>
    <message>
        <source>right, ml</source>
        <translation>derecho, ml</translation>
    </message>
    <message>
        <source>largest differences first</source>
        <translation>mayores diferencias primero</translation>
    </message>
    <message>
        <source>%1  %2</source>
        <translation>%1  %2</translation>
    </message>
    <message>
        <source>%1: left %2 ml, right %3 ml, difference %4 %; left and right aren&apos;t verified</source>
        <translation>%1: izquierdo %2 ml, derecho %3 ml, diferencia %4 %; izquierda y derecha sin verificar</translation>
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
        <translation>Cortes en plano %1</translation>
    </message>
    <message>
        <source>%1 %2/%3</source>
        <translation>%1 %2/%3</translation>
    </message>
    <message>
        <source>left/right not verified</source>
        <translation>izq./der. sin verificar</translation>
    </message>
    <message>
        <source>provisional</source>
        <translation>provisional</translation>
    </message>
    <message>
        <source>no agreement: one network saw the whole scan</source>
        <translation>sin dato de concordancia: una sola red vio toda la imagen</translation>
    </message>
    <message>
        <source>all tiles agree</source>
        <translation>todos los bloques concuerdan</translation>
    </message>
    <message>
        <source>%1 % or fewer</source>
        <translation>%1 % o menos</translation>
    </message>
    <message>
        <source>%1 mm</source>
        <translation>%1 mm</translation>
    </message>
    <message>
        <source>preview by %1</source>
        <translation>vista previa de %1</translation>
    </message>
    <message>
        <source>left/right not told apart</source>
        <translation>izq./der. sin distinguir</translation>
    </message>
</context>
<context>
    <name>tessera::ui::ViewActions</name>
    <message>
        <source>All four views</source>
        <translation>Las cuatro vistas</translation>
    </message>
    <message>
        <source>Axial view</source>
        <translation>Vista axial</translation>
    </message>
    <message>
        <source>Coronal view</source>
        <translation>Vista coronal</translation>
    </message>
    <message>
        <source>Sagittal view</source>
        <translation>Vista sagital</translation>
    </message>
    <message>
        <source>3D view</source>
        <translation>Vista 3D</translation>
    </message>
    <message>
        <source>3D view and three slices</source>
        <translation>Vista 3D y tres cortes</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Etiquetas</translation>
    </message>
    <message>
        <source>Outlines</source>
        <translation>Contornos</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>Concordancia</translation>
    </message>
    <message>
        <source>Share of the network tiles that chose each voxel&apos;s label (W). It is no confidence.</source>
        <translation>Proporción de los bloques de la red que eligieron la etiqueta de cada vóxel (W). No es una medida de confianza.</translation>
    </message>
    <message>
        <source>Crosshair</source>
        <translation>Cursor en cruz</translation>
    </message>
    <message>
        <source>Patient name</source>
        <translation>Nombre del paciente</translation>
    </message>
    <message>
        <source>Interpolated scan</source>
        <translation>Imagen interpolada</translation>
    </message>
    <message>
        <source>Scan as a volume in 3D</source>
        <translation>Imagen como volumen en 3D</translation>
    </message>
    <message>
        <source>Labels fainter</source>
        <translation>Etiquetas más tenues</translation>
    </message>
    <message>
        <source>Labels stronger</source>
        <translation>Etiquetas más intensas</translation>
    </message>
    <message>
        <source>Centre on the cursor</source>
        <translation>Centrar en el cursor</translation>
    </message>
    <message>
        <source>Reset views</source>
        <translation>Restablecer vistas</translation>
    </message>
    <message>
        <source>Next slice</source>
        <translation>Corte siguiente</translation>
    </message>
    <message>
        <source>Previous slice</source>
        <translation>Corte anterior</translation>
    </message>
    <message>
        <source>Ten slices on</source>
        <translation>Diez cortes adelante</translation>
    </message>
    <message>
        <source>Ten slices back</source>
        <translation>Diez cortes atrás</translation>
    </message>
    <message>
        <source>Cursor left</source>
        <translation>Cursor a la izquierda</translation>
    </message>
    <message>
        <source>Cursor right</source>
        <translation>Cursor a la derecha</translation>
    </message>
    <message>
        <source>Cursor up</source>
        <translation>Cursor arriba</translation>
    </message>
    <message>
        <source>Cursor down</source>
        <translation>Cursor abajo</translation>
    </message>
    <message>
        <source>As it opened</source>
        <translation>Como al abrir</translation>
    </message>
    <message>
        <source>Grey and white matter</source>
        <translation>Sustancia gris y blanca</translation>
    </message>
    <message>
        <source>Dark structures</source>
        <translation>Estructuras oscuras</translation>
    </message>
    <message>
        <source>Bright structures</source>
        <translation>Estructuras brillantes</translation>
    </message>
    <message>
        <source>Whole range</source>
        <translation>Rango completo</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Ventana</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>Vistas</translation>
    </message>
    <message>
        <source>Opacity of the labels</source>
        <translation>Opacidad de las etiquetas</translation>
    </message>
    <message>
        <source>Opacity of the labels (A and D)</source>
        <translation>Opacidad de las etiquetas (A y D)</translation>
    </message>
</context>
<context>
    <name>tessera::ui::VolumeView</name>
    <message>
        <source>3D view</source>
        <translation>Vista 3D</translation>
    </message>
    <message>
        <source>3D</source>
        <translation>3D</translation>
    </message>
    <message>
        <source>3D: when the result is there</source>
        <translation>3D: cuando haya resultado</translation>
    </message>
    <message>
        <source>3D: surfaces %1 of %2</source>
        <translation>3D: superficies %1 de %2</translation>
    </message>
    <message>
        <source>3D: drawing the volume</source>
        <translation>3D: dibujando el volumen</translation>
    </message>
</context>
</TS>
