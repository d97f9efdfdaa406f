import type { Words } from './words.ts'

export const es: Words = {
  stop: {
    title: '¿No recibir más estos correos?',
    text: 'Con este botón dejamos de enviarle correos de este tipo. Vale desde ese mismo segundo.',
    these: 'Dejar de recibir estos correos',
    all: 'Dejar de recibir todos los correos',
  },
  choose: {
    title: 'Qué correos recibe',
    text: 'Puede rechazar cada tipo de correo, o todos. Un no vale desde el segundo en que lo dice.',
    unsaid: 'No los ha rechazado.',
    saidNo: (day) => `Los rechazó el ${day}.`,
    saidYes: (day) => `Los aceptó de nuevo el ${day}.`,
    nothing: 'Ya no le enviamos nada.',
    noAgain: 'Rechazar otra vez',
    again: 'Recibirlos de nuevo',
    elsewhere: 'Para recibirlos de nuevo, dígalo donde se suscribió la primera vez.',
    all: { title: 'Todos los correos', text: 'De todo tipo, también los que aún no existen.' },
  },
  stopped: {
    title: 'Hecho: no más correos de estos',
    allTitle: 'Hecho: no más correos',
    text: 'Vale desde este segundo. Lo que ya está en camino aún puede llegarle.',
  },
  resumed: {
    title: 'Hecho: recibirá de nuevo estos correos',
    text: 'Vale desde este segundo. Cada uno lleva un enlace para dejar de recibirlos.',
  },
  cut: 'Un enlace que se cortó en el camino no cambia nada. Si siguen llegando correos, use el enlace al final del más reciente.',
  back: 'Ver sus opciones',
  missing: {
    title: 'Aquí no hay ninguna página',
    text: 'Para dejar de recibir correos, use el enlace al final de uno de ellos.',
  },
  refused: {
    title: 'Esto no es posible',
    text: 'No se ha cambiado nada. Abra de nuevo el enlace del correo y use los botones de la página.',
  },
  failed: {
    title: 'Algo falla por nuestra parte',
    text: 'Es posible que no haya quedado registrado. Inténtelo de nuevo en unos minutos.',
  },
}
