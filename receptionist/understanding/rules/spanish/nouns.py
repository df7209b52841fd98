"""What Spanish speakers call the things of a reception desk, in Spain and in America."""

from __future__ import annotations

from collections.abc import Mapping

from receptionist.understanding.rules.patterns import words

#: Each line is a category, and every word of it means the same to the patterns.
_NAMED = {
    #: What is booked.
    "booking": (
        "cita citas citica citita turno turnos turnito reserva reservas reservacion reservaciones hora horita "
        "visita consulta sesion mesa reunion entrevista videollamada"
    ),
    #: Several of them, which are one's own: "mis turnos".
    "bookings": "citas turnos reservas reservaciones visitas consultas sesiones reuniones",
    #: Where in the diary it goes.
    "gap": (
        "hueco huecos huequito sitio espacio espacios espacito lugar lugares lugarcito cupo cupos campo campito "
        "disponibilidad disponible disponibles libre libres agenda vacante vacantes desocupado chance"
    ),
    #: Who does what is done by appointment.
    "provider": (
        "dentista odontologo odontologa ortodoncista medico medica doctor doctora dr dra pediatra cardiologo "
        "cardiologa dermatologo dermatologa ginecologo ginecologa oftalmologo oftalmologa oculista traumatologo "
        "traumatologa neurologo neurologa urologo urologa podologo podologa cirujano cirujana internista alergologo "
        "psicologo psicologa psiquiatra terapeuta nutricionista nutriologo nutriologa dietista fisio fisioterapeuta "
        "kine kinesiologo kinesiologa quiropractico osteopata logopeda enfermera matrona especialista veterinario "
        "veterinaria peluquero peluquera peluqueria barbero barberia estilista manicurista esteticista masajista "
        "maquilladora tatuador tatuadora restaurante hotel clinica taller mecanico fontanero plomero gasfiter "
        "electricista cerrajero tecnico abogado abogada notario contador gestor asesoria lic licenciado licenciada "
        "entrenador profesional"
    ),
    #: Whom a caller asks for rather than a machine.
    "person": (
        "persona personas humano humana humanos alguien agente asesor asesora operador operadora ejecutivo "
        "ejecutiva encargado encargada responsable gerente jefe jefa supervisor supervisora dueno duena "
        "recepcionista recepcion secretaria secretario representante companero companera empleado empleada "
        "administracion centralita consultorio"
    ),
    #: What is done for people, pets, homes and cars by appointment.
    "service": (
        "corte degradado degrade fade rapado afeitado barba bigote peinado mechas tinte color coloracion balayage "
        "decoloracion alisado keratina permanente extensiones manicura manicure manicuria pedicura pedicure unas "
        "esmaltado semipermanente acrilicas kapping cejas pestanas lifting depilacion laser facial limpieza masaje "
        "masajes maquillaje botox revision chequeo control empaste extraccion endodoncia blanqueamiento brackets "
        "ortodoncia protesis implante vacuna vacunas analisis analitica radiografia ecografia electrocardiograma "
        "mamografia vasectomia cirugia consulta terapia fisioterapia kinesiologia rehabilitacion bano peluqueria "
        "desparasitacion esterilizacion itv verificacion frenos balatas alineacion balanceo afinacion embrague "
        "bateria llantas neumaticos lavado pulido encerado reparacion arreglo mantenimiento instalacion presupuesto "
        "cotizacion prueba clase clases asesoria tatuaje piercing sesion cita visita taxi"
    ),
    #: What a caller wants to be told.
    "info": (
        "numero telefono whatsapp direccion ubicacion domicilio mapa maps precio precios tarifa tarifas costo "
        "costos coste carta menu catalogo lista info informacion informes datos requisitos horario horarios correo "
        "email mail web pagina link enlace instagram facebook redes cuenta cbu alias factura recibo promocion "
        "promociones"
    ),
    #: What a business has, and is asked for.
    "amenity": (
        "parking parqueadero parqueo aparcamiento estacionamiento wifi internet garantia promocion promociones "
        "promo promos oferta ofertas descuento descuentos sucursal sucursales sede sedes delivery envio envios "
        "domicilio pagina web instagram facebook whatsapp catalogo carta menu terraza ascensor rampa acceso bano "
        "banos tronas trona financiamiento cuotas plazos experiencia convenio convenios obra obras seguro seguros "
        "mutua mutuas prepaga prepagas isapre fonasa eps"
    ),
}


def categories() -> Mapping[str, Mapping[str, int]]:
    """Return the nouns by what they mean to the patterns."""
    return {name: dict.fromkeys(words(named), 0) for name, named in _NAMED.items()}
